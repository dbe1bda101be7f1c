"""enum: the payload is taken all the same."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.enum import EnumClause

from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.refused import accepts


def sabotages(clause: EnumClause) -> Iterator[Sabotage]:
    yield from accepts(clause.operation, f"any {clause.attribute}")
