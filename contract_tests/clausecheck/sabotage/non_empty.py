"""non_empty: the payload is taken all the same."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.non_empty import NonEmptyClause

from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.refused import accepts


def sabotages(clause: NonEmptyClause) -> Iterator[Sabotage]:
    yield from accepts(clause.operation, f"an empty {clause.attribute}")
