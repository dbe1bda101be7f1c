"""visible_to: everybody sees the attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.visible_to import VisibleToClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, rewrite


def sabotages(clause: VisibleToClause) -> Iterator[Sabotage]:
    def after(passing: Passing, memory: Memory) -> None:
        def change(record: dict[str, Any]) -> None:
            if record.get(clause.attribute) is not None:
                memory.marked["value"] = record[clause.attribute]
            else:
                record[clause.attribute] = memory.marked.get("value", "sabotage")

        rewrite(passing, clause.resource, change)

    yield Sabotage(told=f"{clause.attribute} is shown to everybody", after=after)
