"""All clauses of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from clausegen.model import Api
from clausegen.words.clause import Clause
from clausegen.words.places import Spot
from clausegen.words.registry import every
from clausegen.words.walk import walk


def clauses(api: Api) -> tuple[Clause, ...]:
    """In the document's order: operation by operation, then schema by schema."""
    taken: set[str] = set()
    return tuple(_renamed(each, taken) for each in written(api))


def written(api: Api) -> Iterator[Clause]:
    """The clauses with the ids that the document gives them, shared ones included."""
    for spots in walk(api):
        yield from _said(spots)


def _said(spots: Iterable[Spot]) -> Iterator[Clause]:
    """Word by word."""
    together = tuple(spots)
    kinds = {type(each) for each in together}
    for word in every():
        for says in word.says:
            if says.place in kinds:
                for spot in together:
                    if type(spot) is says.place:
                        yield from says.clauses(spot)


def _renamed(clause: Clause, taken: set[str]) -> Clause:
    """Two clauses of one id (documents of other people only): the second gets a number."""
    name, number = clause.id, 2
    while name in taken:
        name, number = f"{clause.id}.{number}", number + 1
    taken.add(name)
    return clause if name == clause.id else msgspec.structs.replace(clause, id=name)
