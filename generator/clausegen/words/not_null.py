"""not_null: an attribute that cannot be null refuses null; an update may also ignore it."""

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
    if not at.is_needed or relations.accepts_null(at.payload.of.api, at.attribute.schema):
        return
    refusal = at.refusal("not_null", "is null")
    if at.payload.of.operation.method == "patch":  # what is not needed there can be ignored
        refusal["sentence"] = f"{refusal['sentence'].rstrip('.')}, or ignores the null."
    yield NotNullClause(**refusal)


WORD = Word(name="not_null", rank=125, says=(Says(AtGiven, clauses),))
