"""object_of: the attribute holds the object that another attribute identifies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from clausegen.words import naming
from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import CHOSEN, Names, Says, Section, Unresolved, Word


class ObjectOf(msgspec.Struct, frozen=True):
    """On an attribute with an object: the attribute beside it that holds the id."""

    attribute: str


class ObjectOfClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "object_of"
    identifier: str
    """The attribute with the id."""

    @property
    def undecidable(self) -> str | None:
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[ObjectOfClause]:
    word = at.attribute.schema.words.get(ObjectOf)
    if word is not None:
        yield ObjectOfClause(
            **at.about("object_of"),
            sentence=f"{at.name} is the object whose id is {word.attribute};"
            " the two are null together.",
            identifier=word.attribute,
        )


def unresolved(at: AtAttribute) -> Iterator[Unresolved]:
    word = at.attribute.schema.words.get(ObjectOf)
    if word is not None:
        pointer = at.pointer("object_of")
        yield from naming.attribute(
            at.of.api, word.attribute, at.of.schema, at.of.resource, pointer
        )


def note(word: ObjectOf) -> Iterator[str]:
    yield f"The object that `{word.attribute}` identifies; both are null together."


SCHEMA = CHOSEN
SECTION = Section(
    summary="the attribute holds the object that another attribute identifies.",
    where="an attribute with an object.",
    value=(
        "the attribute beside it that holds the id. The object's `id` equals it, and the "
        "two are null together."
    ),
    sentence="Parcel.depot is the object whose id is depot_id; the two are null together.",
    example="""\
object_of: depot_id
""",
)
WORD = Word(
    name="object_of",
    rank=50,
    struct=ObjectOf,
    field="attribute",
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    names=(Names(AtAttribute, unresolved),),
    note=note,
)
