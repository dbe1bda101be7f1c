"""type: attributes of answers keep their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import Property, Schema
from clausegen.words import english
from clausegen.words.clause import Clause
from clausegen.words.places import AtShown
from clausegen.words.visible_to import is_secret
from clausegen.words.word import Says, Word


class TypeClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "type"
    resource: str
    attribute: str
    shown: Property


def clauses(at: AtShown) -> Iterator[TypeClause]:
    api, resource, attribute = at.of.api, at.of.resource, at.attribute
    if not _says_nothing(attribute.schema) and not is_secret(attribute.schema):
        yield TypeClause(
            **at.of.about,
            id=f"{resource}.{attribute.name}.type",
            sentence=f"{resource}.{attribute.name} is {english.schema(api, attribute.schema)}.",
            pointer=attribute.schema.pointer,
            attribute=attribute.name,
            shown=attribute,
        )


def _says_nothing(schema: Schema) -> bool:
    """Every value will do."""
    return not (
        schema.types
        or schema.ref
        or schema.never
        or schema.enum is not None
        or schema.all_of
        or schema.any_of
        or schema.one_of
        or schema.properties
        or schema.items
        or schema.constraints
    )


WORD = Word(name="type", rank=110, says=(Says(AtShown, clauses),))
