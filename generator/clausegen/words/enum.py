"""enum: a value that is none of the listed ones is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from clausegen.model import relations
from clausegen.words import english
from clausegen.words.places import AtGiven
from clausegen.words.refusal import RefusalClause
from clausegen.words.word import Says, Word


class EnumClause(RefusalClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "enum"
    values: tuple[Any, ...]


def clauses(at: AtGiven) -> Iterator[EnumClause]:
    facets = relations.facets(at.payload.of.api, at.attribute.schema)
    found = [each.enum for each in facets if each.enum is not None and each.enum != (None,)]
    for values in found[-1:]:
        wrong = f"is none of {english.values(values)}"
        yield EnumClause(**at.refusal("enum", wrong), values=values)


WORD = Word(name="enum", rank=122, says=(Says(AtGiven, clauses),))
