"""responses: an operation answers what is documented, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import Operation
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation
from clausegen.words.word import Says, Word


class ResponsesClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "responses"
    operation: Operation


def clauses(at: AtOperation) -> Iterator[ResponsesClause]:
    name = at.operation.id
    yield ResponsesClause(
        **at.about,
        id=f"{name}.responses",
        sentence=(
            f"Every answer of {name} has a listed status or is a refusal (4xx), and keeps the "
            "media type, schema and headers that are listed for it."
        ),
        pointer=at.operation.pointer,
    )


WORD = Word(name="responses", rank=15, says=(Says(AtOperation, clauses),))
