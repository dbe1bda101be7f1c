"""stored: something else than what was sent is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.stored import StoredClause

from clausecheck.sabotage.kept import holding
from clausecheck.sabotage.passing import NOTHING, Passing, Sabotage, altered


def sabotages(clause: StoredClause) -> Iterator[Sabotage]:
    if clause.resource is None:
        return

    def value_of(passing: Passing, _: dict[str, Any]) -> Any:
        payload = passing.payload
        if not passing.is_of(clause.operation) or not isinstance(payload, dict):
            return NOTHING
        value = payload.get(clause.attribute)
        return NOTHING if value is None else altered(value)

    told = f"{clause.operation.id} keeps another {clause.attribute}"
    yield Sabotage(told=told, after=holding(clause.resource, clause.attribute, value_of))
