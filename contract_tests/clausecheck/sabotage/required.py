"""required: the payload is taken all the same."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.required import RequiredClause

from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.refused import accepts


def sabotages(clause: RequiredClause) -> Iterator[Sabotage]:
    yield from accepts(clause.operation, f"a payload without {clause.attribute}")
