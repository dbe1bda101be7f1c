"""not_null: the payload is taken all the same."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.not_null import NotNullClause

from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.refused import accepts


def sabotages(clause: NotNullClause) -> Iterator[Sabotage]:
    yield from accepts(clause.operation, f"null for {clause.attribute}")
