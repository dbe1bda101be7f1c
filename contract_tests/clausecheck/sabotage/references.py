"""references: the id is not the path's, or one that leads nowhere is taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import relations
from clausegen.words.references import ReferencesClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, altered, replay, rewrite


def sabotages(clause: ReferencesClause) -> Iterator[Sabotage]:
    name = clause.attribute
    if clause.target is None:

        def change(record: dict[str, Any]) -> None:
            if record.get(name) is not None:
                record[name] = altered(record[name])

        def other(passing: Passing, _: Memory) -> None:
            rewrite(passing, clause.resource, change)

        yield Sabotage(told=f"{name} is not the one of the path", after=other)
        return

    def accept(passing: Passing, memory: Memory) -> None:
        payload, operation = passing.payload, passing.operation
        is_written = isinstance(payload, dict) and name in payload
        if operation is None or not is_written or not 400 <= passing.status < 500:  # noqa: PLR2004
            return
        if relations.resource_of(clause.api, operation) == clause.resource:
            replay(passing, memory)

    yield Sabotage(told=f"a {name} that leads nowhere is accepted", after=accept)
