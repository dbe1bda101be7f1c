"""ordering: the list comes in the reverse order."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.ordering import OrderingClause

from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: OrderingClause) -> Iterator[Sabotage]:
    name = clause.parameter.name

    def after(passing: Passing, _: Memory) -> None:
        if not passing.is_of(clause.operation):
            return
        asked = next((value for key, value in passing.query if key == name), None)
        wanted = None if clause.is_default else clause.sorting.value
        if asked == wanted:
            items(passing, lambda found: found[::-1])

    yield Sabotage(told=f"{clause.operation.id} sorts the other way round", after=after)
