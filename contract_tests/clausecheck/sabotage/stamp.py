"""stamp: what should stay moves with each answer, what should move stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.stamp import StampClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, rewrite


def sabotages(clause: StampClause) -> Iterator[Sabotage]:
    def freeze(passing: Passing, memory: Memory) -> None:
        def change(record: dict[str, Any]) -> None:
            if record.get(clause.attribute) is not None:
                record[clause.attribute] = memory.marked.setdefault("", record[clause.attribute])

        rewrite(passing, clause.resource, change)

    def follow(passing: Passing, memory: Memory) -> None:
        def change(record: dict[str, Any]) -> None:
            if record.get(clause.attribute) is not None:
                memory.marked["times"] = memory.marked.get("times", 0) + 1
                year = 2030 + memory.marked["times"] % 60
                record[clause.attribute] = f"{year}-01-01T00:00:01Z"

        rewrite(passing, clause.resource, change)

    yield Sabotage(told=f"every {clause.resource} shows the same {clause.attribute}", after=freeze)
    if clause.stamp.of == "time":
        yield Sabotage(told=f"reading moves {clause.attribute}", after=follow)
