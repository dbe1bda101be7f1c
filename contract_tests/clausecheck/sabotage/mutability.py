"""mutability: the attribute changes after creation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.mutability import MutabilityClause

from clausecheck.sabotage.kept import holding
from clausecheck.sabotage.passing import NOTHING, Memory, Passing, Sabotage


def sabotages(clause: MutabilityClause) -> Iterator[Sabotage]:
    def value_of(passing: Passing, _: dict[str, Any]) -> Any:
        payload = passing.payload
        is_change = passing.operation is not None and passing.operation.method != "post"
        if not is_change or not isinstance(payload, dict):
            return NOTHING
        return payload.get(clause.attribute, NOTHING)

    keep = holding(clause.resource, clause.attribute, value_of)

    def after(passing: Passing, memory: Memory) -> None:
        payload = passing.payload
        method = passing.operation.method if passing.operation is not None else ""
        is_tried = isinstance(payload, dict) and clause.attribute in payload
        if method in {"put", "patch"} and is_tried and passing.status in {400, 409, 422}:
            record = memory.record(passing)
            if record is not None:
                passing.status, passing.headers = 200, {"content-type": "application/json"}
                passing.answer(record)
        keep(passing, memory)

    yield Sabotage(told=f"{clause.attribute} can be changed", after=after)
