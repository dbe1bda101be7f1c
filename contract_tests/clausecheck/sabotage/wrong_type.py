"""wrong_type: the payload is taken all the same."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.wrong_type import WrongTypeClause

from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.refused import accepts


def sabotages(clause: WrongTypeClause) -> Iterator[Sabotage]:
    yield from accepts(clause.operation, f"any type for {clause.attribute}")
