"""All clauses of a document."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import Api
from clausegen.words import operations, payloads, resources
from clausegen.words.clause import Clause


def clauses(api: Api) -> tuple[Clause, ...]:
    """In the document's order: operation by operation, then schema by schema."""
    taken: set[str] = set()
    return tuple(_renamed(each, taken) for each in written(api))


def written(api: Api) -> Iterator[Clause]:
    """The clauses with the ids that the document gives them, shared ones included."""
    for operation in api.operations:
        yield from operations.clauses(api, operation)
        yield from payloads.clauses(api, operation)
    yield from resources.clauses(api)


def _renamed(clause: Clause, taken: set[str]) -> Clause:
    """Two clauses of one id (documents of other people only): the second gets a number."""
    name, number = clause.id, 2
    while name in taken:
        name, number = f"{clause.id}.{number}", number + 1
    taken.add(name)
    return clause if name == clause.id else msgspec.structs.replace(clause, id=name)
