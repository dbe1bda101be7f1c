"""visible_to: not everybody who reads the resource sees the attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import Says, Section, Word

OWNERS = r"^own_[a-z]+(_[a-z]+)*$"


class VisibleTo(msgspec.Struct, frozen=True):
    """On an attribute of an answer: who sees it. To others it is missing or null."""

    who: Annotated[str, msgspec.Meta(pattern=OWNERS)]

    @property
    def owners(self) -> str:
        """What the API calls those who own a resource: "team" for own_team."""
        return self.who.removeprefix("own_").replace("_", " ")


class VisibleToClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "visible_to"

    owners: str

    @property
    def undecidable(self) -> str | None:
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[VisibleToClause]:
    word = at.attribute.schema.words.get(VisibleTo)
    if word is not None:
        sentence = f"{at.name} is only shown to the {word.owners} that owns the {at.of.resource}."
        yield VisibleToClause(**at.about("visible_to"), sentence=sentence, owners=word.owners)


def note(word: VisibleTo) -> Iterator[str]:
    yield f"Shown to callers of the owning {word.owners} only."


SCHEMA = {"type": "string", "pattern": OWNERS}
SECTION = Section(
    summary="not everybody who reads the resource sees the attribute.",
    where="an attribute of a response.",
    value=(
        "`own_` and what the API calls those who own a resource, such as `own_team`: members of "
        "the team that owns it see the attribute; to others it is missing or null."
    ),
    sentence="Parcel.price is only shown to the team that owns the Parcel.",
    example="""\
visible_to: own_team
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
