"""visible_to: not everybody who reads the resource sees the attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import Says, Section, Word


class VisibleTo(msgspec.Struct, frozen=True):
    """On an attribute of an answer: who sees it. To others it is missing or null."""

    who: Literal["own_organization"]


class VisibleToClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "visible_to"

    @property
    def undecidable(self) -> str | None:
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[VisibleToClause]:
    if at.attribute.schema.words.get(VisibleTo) is not None:
        sentence = f"{at.name} is only shown to the organization that owns the {at.of.resource}."
        yield VisibleToClause(**at.about("visible_to"), sentence=sentence)


def note(_: VisibleTo) -> Iterator[str]:
    yield "Shown to callers of the owning organization only."


SCHEMA = {"const": "own_organization"}
SECTION = Section(
    summary="not everybody who reads the resource sees the attribute.",
    where="an attribute of a response.",
    value=(
        "`own_organization`: members of the organization that owns the resource see it; "
        "to others it is missing or null."
    ),
    sentence="Parcel.price is only shown to the organization that owns the Parcel.",
    example="""\
visible_to: own_organization
""",
)
WORD = Word(
    name="visible_to",
    rank=90,
    struct=VisibleTo,
    field="who",
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    note=note,
)
