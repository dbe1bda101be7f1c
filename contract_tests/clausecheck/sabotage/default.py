"""default: what is left out starts as something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.default import DefaultClause

from clausecheck.sabotage.kept import holding
from clausecheck.sabotage.passing import NOTHING, Passing, Sabotage, altered


def sabotages(clause: DefaultClause) -> Iterator[Sabotage]:
    if clause.resource is None:
        return

    def value_of(passing: Passing, record: dict[str, Any]) -> Any:
        payload = passing.payload
        given = isinstance(payload, dict) and clause.attribute in payload
        if not passing.is_of(clause.operation) or given:
            return NOTHING
        return altered(record.get(clause.attribute))

    told = f"{clause.attribute} is not {clause.default} when it is left out"
    yield Sabotage(told=told, after=holding(clause.resource, clause.attribute, value_of))
