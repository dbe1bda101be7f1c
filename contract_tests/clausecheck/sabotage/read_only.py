"""read_only: what a client sends for it is shown from then on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.read_only import ReadOnlyClause

from clausecheck.sabotage.kept import holding
from clausecheck.sabotage.passing import NOTHING, Passing, Sabotage


def sabotages(clause: ReadOnlyClause) -> Iterator[Sabotage]:
    def value_of(passing: Passing, _: dict[str, Any]) -> Any:
        payload = passing.payload
        return payload.get(clause.attribute, NOTHING) if isinstance(payload, dict) else NOTHING

    told = f"{clause.attribute} becomes what is sent"
    yield Sabotage(told=told, after=holding(clause.resource, clause.attribute, value_of))
