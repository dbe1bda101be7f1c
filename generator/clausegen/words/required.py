"""required: a payload without the attribute is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.words.places import AtGiven
from clausegen.words.refusal import RefusalClause
from clausegen.words.word import Says, Word


class RequiredClause(RefusalClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "required"


def clauses(at: AtGiven) -> Iterator[RequiredClause]:
    if at.attribute.required and at.payload.of.operation.method != "patch":
        yield RequiredClause(**at.refusal("required", "is left out"))


WORD = Word(name="required", rank=120, says=(Says(AtGiven, clauses),))
