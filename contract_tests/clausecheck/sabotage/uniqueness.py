"""uniqueness: a second one with the same value is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import relations
from clausegen.words.uniqueness import UniquenessClause

from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage, altered, replay


def sabotages(clause: UniquenessClause) -> Iterator[Sabotage]:
    def after(passing: Passing, memory: Memory) -> None:
        operation = passing.operation
        if operation is None:
            return
        if relations.resource_of(clause.api, operation) != clause.resource:
            return
        if operation.method == "post":
            _made_again(clause, passing, memory)
        else:
            items(passing, lambda found: _twice(found, clause.attribute, memory))

    yield Sabotage(told=f"two can have the same {clause.attribute}", after=after)


def _made_again(clause: UniquenessClause, passing: Passing, memory: Memory) -> None:
    payload = passing.payload
    value = payload.get(clause.attribute) if isinstance(payload, dict) else None
    if value is None:
        return
    if passing.status in {400, 409, 422}:
        replay(passing, memory)
    times = memory.marked[str(value)] = memory.marked.get(str(value), 0) + 1
    body = passing.body
    if times > 1 and isinstance(body, dict) and "id" in body:
        passing.answer({**body, "id": altered(body["id"])})


def _twice(found: list[Any], attribute: str, memory: Memory) -> list[Any]:
    def times(item: Any) -> int:
        value = item.get(attribute) if isinstance(item, dict) else None
        return 2 if memory.marked.get(str(value), 1) > 1 else 1

    return [each for each in found for _ in range(times(each))]
