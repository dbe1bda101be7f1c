"""object_of: the nested object is another one than the id beside it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.object_of import ObjectOfClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, altered, rewrite


def sabotages(clause: ObjectOfClause) -> Iterator[Sabotage]:
    name = clause.attribute

    def change(record: dict[str, Any]) -> None:
        nested = record.get(name)
        if isinstance(nested, dict) and "id" in nested:
            record[name] = {**nested, "id": altered(nested["id"])}

    def after(passing: Passing, _: Memory) -> None:
        rewrite(passing, clause.resource, change)

    yield Sabotage(told=f"{name} is not the one of {clause.identifier}", after=after)
