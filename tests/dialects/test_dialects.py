"""Every dialect in four lawful implementations; `make dialects` runs eighty, and searches, too."""

from __future__ import annotations

import pytest
from giosg_mock.dialects import DIALECTS

from dialects.run import combined, run_one

DIRECTED = "not (responses or test_workflow)"
"""Without searching, which takes most of a run."""


def test_a_seed_runs_every_dialect_once() -> None:
    assert sorted(name for group in combined(7) for name in group) == sorted(DIALECTS)
    assert combined(7) != combined(8)


@pytest.mark.parametrize("part", range(4))
def test_no_lawful_implementation_is_blamed(part: int) -> None:
    verdict = run_one(1, combined(1)[part], select=DIRECTED)
    assert not verdict.broken


def test_a_fault_shows_through_dialects() -> None:
    verdict = run_one(1, combined(1)[0], fault="uniqueness", select="uniqueness")
    assert verdict.broken == ("Room.domain.uniqueness", "Tag.name.uniqueness")
