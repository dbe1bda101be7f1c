"""The page of doubtful places keeps up with the document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from clausegen.manifest import manifest_of

SPEC = manifest_of("giosg").document.parent
LINKS = re.compile(r"`([\w./-]+\.yaml|[\w-]+/examples/)`")


@pytest.mark.parametrize(("letter", "count"), [("C", 48), ("N", 39)])
def test_every_doubtful_place_has_a_row(letter: str, count: int) -> None:
    rows = re.findall(rf"^\| {letter}(\d\d) \|", _discrepancies(), flags=re.MULTILINE)
    assert rows == [f"{number:02}" for number in range(1, count + 1)]


def test_discrepancies_name_files_that_exist() -> None:
    named = set(LINKS.findall(_discrepancies()))
    assert named
    assert [name for name in sorted(named) if not (SPEC / name).exists()] == []


def _discrepancies() -> str:
    return Path(SPEC / "DISCREPANCIES.md").read_text()
