"""not_null: an attribute that cannot be null refuses null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import relations
from clausegen.words.places import AtGiven
from clausegen.words.refusal import RefusalClause
from clausegen.words.word import Says, Word


class NotNullClause(RefusalClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "not_null"


def clauses(at: AtGiven) -> Iterator[NotNullClause]:
    if at.is_needed and not relations.accepts_null(at.payload.of.api, at.attribute.schema):
        yield NotNullClause(**at.refusal("not_null", "is null"))


WORD = Word(name="not_null", rank=125, says=(Says(AtGiven, clauses),))
