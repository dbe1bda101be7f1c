"""filter: the parameter is not looked at, or something that fits is not shown."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.filter import FilterClause

from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: FilterClause) -> Iterator[Sabotage]:
    name, key = clause.parameter.name, clause.filter.key
    name = f"{name}[{key}]" if key else name

    def ignore(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation):
            passing.query = [pair for pair in passing.query if pair[0] != name]

    def lose(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation) and any(key == name for key, _ in passing.query):
            items(passing, lambda found: found[1:])

    yield Sabotage(told=f"{clause.operation.id} ignores {name}", before=ignore)
    yield Sabotage(told=f"{clause.operation.id} with {name} loses an item", after=lose)
