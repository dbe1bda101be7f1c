"""partial: an update changes what it was not given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import relations
from clausegen.words.partial import PartialClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, altered, rewrite


def sabotages(clause: PartialClause) -> Iterator[Sabotage]:
    resource = clause.resource
    if resource is None:
        return
    names = [each.name for each in relations.writable_attributes(clause.api, clause.operation)]

    def after(passing: Passing, memory: Memory) -> None:
        payload, key = passing.payload, passing.key()
        if passing.is_of(clause.operation) and passing.ok and isinstance(payload, dict) and key:
            record: Any = memory.record(passing) or {}
            free = [each for each in names if each not in payload and record.get(each) is not None]
            if free:
                memory.marked[key] = (free[-1], altered(record[free[-1]]))

        def change(shown: dict[str, Any]) -> None:
            mark = memory.marked.get(key or "") or memory.marked.get(str(shown.get("id")))
            name, value = mark or (None, None)
            if name is not None:
                shown[name] = value

        rewrite(passing, resource, change)

    yield Sabotage(told=f"{clause.operation.id} changes another attribute too", after=after)
