"""not_null: the payload is taken all the same, and an update puts null in place of what was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.not_null import NotNullClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, rewrite
from clausecheck.sabotage.refused import accepts


def sabotages(clause: NotNullClause) -> Iterator[Sabotage]:
    for way in accepts(clause.operation, f"null for {clause.attribute}"):
        yield way if clause.operation.method != "patch" else _storing(clause, way)


def _storing(clause: NotNullClause, way: Sabotage) -> Sabotage:
    def after(passing: Passing, memory: Memory) -> None:
        payload, key = passing.payload, passing.key()
        if passing.is_of(clause.operation) and isinstance(payload, dict) and key:
            if clause.attribute in payload:
                memory.marked[key] = payload[clause.attribute] is None
            if way.after is not None:
                way.after(passing, memory)

        def change(shown: dict[str, Any]) -> None:
            if memory.marked.get(key or "") or memory.marked.get(str(shown.get("id"))):
                shown[clause.attribute] = None

        if clause.resource is not None:
            rewrite(passing, clause.resource, change)

    return Sabotage(told=way.told, after=after)
