"""non_empty: a text that cannot be empty refuses the empty text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import relations
from clausegen.words.places import AtGiven
from clausegen.words.refusal import RefusalClause
from clausegen.words.word import Says, Word


class NonEmptyClause(RefusalClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "non_empty"


def clauses(at: AtGiven) -> Iterator[NonEmptyClause]:
    facets = relations.facets(at.payload.of.api, at.attribute.schema)
    if any(each.constraint("minLength") for each in facets):
        yield NonEmptyClause(**at.refusal("non_empty", "is empty"))


WORD = Word(name="non_empty", rank=124, says=(Says(AtGiven, clauses),))
