"""ordering: the list comes in the reverse order."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.ordering import OrderingClause, asked, orderings

from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: OrderingClause) -> Iterator[Sabotage]:
    query = asked(clause.parameter, clause.sorting)
    names = {parameter.name for parameter, _ in orderings(clause.operation)} | query.keys()

    def after(passing: Passing, _: Memory) -> None:
        if not passing.is_of(clause.operation):
            return
        found = {key: value for key, value in passing.query if key in names}
        if found == ({} if clause.is_default else query):
            items(passing, lambda found: found[::-1])

    yield Sabotage(told=f"{clause.operation.id} sorts the other way round", after=after)
