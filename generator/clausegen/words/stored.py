"""stored: a value that is sent is accepted, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import Operation, Schema
from clausegen.words.clause import Clause
from clausegen.words.places import AtGiven
from clausegen.words.word import Says, Word


class StoredClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "stored"
    operation: Operation
    attribute: str
    schema: Schema


def clauses(at: AtGiven) -> Iterator[StoredClause]:
    operation, name = at.payload.of.operation.id, at.attribute.name
    if name in at.payload.answered and not at.attribute.schema.write_only:
        sentence = f"The {name} given to {operation} is read back as it was sent."
        yield StoredClause(**at.about, id=at.id("stored"), sentence=sentence)


WORD = Word(name="stored", rank=127, says=(Says(AtGiven, clauses),))
