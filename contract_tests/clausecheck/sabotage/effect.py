"""effect: from the call on, what was there before looks like another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import relations
from clausegen.words.effect import EffectClause

from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: EffectClause) -> Iterator[Sabotage]:
    name = clause.operation.id

    def lose(passing: Passing, memory: Memory) -> None:
        if passing.is_of(clause.operation) and passing.ok:
            memory.marked = dict.fromkeys(memory.marked, True)
        elif _reads_one(passing) and memory.marked.setdefault(passing.key() or "", False):
            passing.status, passing.content = 404, b""

    def grow(passing: Passing, memory: Memory) -> None:
        if passing.is_of(clause.operation) and passing.ok:
            memory.marked["times"] = memory.marked.get("times", 0) + 1
        elif "times" in memory.marked:
            more = [{"id": f"sabotage-{each}"} for each in range(memory.marked["times"])]
            items(passing, lambda found: [*found, *more])

    yield Sabotage(told=f"{name} removes what is there", after=lose)
    yield Sabotage(told=f"{name} makes something", after=grow)


def _reads_one(passing: Passing) -> bool:
    operation: Any = passing.operation
    is_read = operation is not None and operation.method == "get"
    return is_read and relations.items_schema(passing.api, operation) is None
