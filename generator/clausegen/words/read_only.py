"""read_only: writes do not change the attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import Schema, relations
from clausegen.words.clause import Clause
from clausegen.words.places import AtShown
from clausegen.words.word import Says, Word


class ReadOnlyClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "read_only"
    resource: str
    attribute: str
    schema: Schema


def clauses(at: AtShown) -> Iterator[ReadOnlyClause]:
    name, schema = f"{at.of.resource}.{at.attribute.name}", at.attribute.schema
    if at.is_fixed and relations.is_read_only(at.of.api, schema):
        yield ReadOnlyClause(
            **at.of.about,
            id=f"{name}.read_only",
            sentence=f"Sending {name} does not change it.",
            pointer=schema.pointer,
            attribute=at.attribute.name,
            schema=schema,
        )


WORD = Word(name="read_only", rank=111, says=(Says(AtShown, clauses),))
