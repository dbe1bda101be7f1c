"""partial: PATCH leaves what is not sent as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import Operation
from clausegen.words.clause import Clause
from clausegen.words.places import AtPayload
from clausegen.words.word import Says, Word


class PartialClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "partial"
    operation: Operation


def clauses(at: AtPayload) -> Iterator[PartialClause]:
    operation = at.of.operation
    if operation.method == "patch" and at.answered:
        yield PartialClause(
            **at.of.about,
            id=f"{operation.id}.partial",
            sentence=f"{operation.id} changes only the attributes that it is given.",
            pointer=at.schema.pointer,
        )


WORD = Word(name="partial", rank=128, says=(Says(AtPayload, clauses),))
