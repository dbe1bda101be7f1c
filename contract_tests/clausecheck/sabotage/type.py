"""type: the attribute is shown with a value of another kind, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import relations
from clausegen.words.type import TypeClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, rewrite


def sabotages(clause: TypeClause) -> Iterator[Sabotage]:
    types = relations.json_types(clause.api, clause.shown.schema)
    name = clause.shown.name
    wrong: Any = {"sabotage": True}
    if types is None:
        wrong = None
    elif "object" in types:
        wrong = 7 if "integer" not in types and "number" not in types else ["sabotage"]

    def change(record: dict[str, Any]) -> None:
        if name in record:
            record[name] = wrong

    def drop(record: dict[str, Any]) -> None:
        record.pop(name, None)

    if wrong is not None:
        yield Sabotage(told=f"{name} is {wrong}", after=_on(clause.resource, change))
    if clause.shown.required:
        yield Sabotage(told=f"{name} lacks", after=_on(clause.resource, drop))


def _on(resource: str, change: Any) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        rewrite(passing, resource, change)

    return after
