"""Half of the dialects in lawful implementations, all with --full; `make dialects` runs eighty."""

from __future__ import annotations

import pytest
from giosg_mock.dialects import DIALECTS
from running import SEARCHING

from dialects.run import combined, run_one


def test_a_seed_runs_every_dialect_once() -> None:
    assert sorted(name for group in combined(7) for name in group) == sorted(DIALECTS)
    assert combined(7) != combined(8)


@pytest.mark.parametrize(
    "part", [0, 1, *(pytest.param(part, marks=pytest.mark.full) for part in (2, 3))]
)
def test_no_lawful_implementation_is_blamed(part: int) -> None:
    verdict = run_one(1, combined(1)[part], select=SEARCHING)
    assert not verdict.broken


def test_a_fault_shows_through_dialects() -> None:
    verdict = run_one(1, combined(1)[0], fault="uniqueness", select="uniqueness")
    assert verdict.broken == ("Room.domain.uniqueness", "Tag.name.uniqueness")
