"""wrong_type: a value of another kind is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import relations
from clausegen.words import english
from clausegen.words.places import AtGiven
from clausegen.words.refusal import RefusalClause
from clausegen.words.word import Says, Word


class WrongTypeClause(RefusalClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "wrong_type"
    types: frozenset[str]
    """The JSON types that the value may have, "null" among them."""


def clauses(at: AtGiven) -> Iterator[WrongTypeClause]:
    types = relations.json_types(at.payload.of.api, at.attribute.schema)
    # Some type has to be left that is wrong whatever an implementation may convert.
    if types is not None and not {"object", "array"} <= types:
        refusal = at.refusal("wrong_type", f"is not {english.types(types)}")
        yield WrongTypeClause(**refusal, types=types)


WORD = Word(name="wrong_type", rank=121, says=(Says(AtGiven, clauses),))
