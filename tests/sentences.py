"""Tables of what a documentation says, sentence by sentence, with the clauses that hold each."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple


class Sentence(NamedTuple):
    """One row: what it says, in our words, and who holds it."""

    page: str
    section: str
    fact: str
    held_by: str
    """Clause ids between blanks, `*` standing for any part of one; or `- ` and why none can."""

    @property
    def names(self) -> list[str]:
        return [] if self.held_by.startswith("- ") else self.held_by.split()

    def held(self, known: Iterable[str]) -> dict[str, set[str]]:
        """The known ids behind each name."""
        ids = list(known)
        return {name: {each for each in ids if fnmatchcase(each, name)} for name in self.names}


def sentences(table: Path) -> list[Sentence]:
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Sentence(*row) for row in list(rows)[1:]]
