"""pattern: the payload is taken all the same."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.pattern import PatternClause

from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.refused import accepts


def sabotages(clause: PatternClause) -> Iterator[Sabotage]:
    yield from accepts(clause.operation, f"any {clause.attribute}")
