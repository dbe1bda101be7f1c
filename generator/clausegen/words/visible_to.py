"""visible_to: not everybody who reads the resource sees the attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from clausegen.model import Schema
from clausegen.words.actors import actors_of
from clausegen.words.attribute import AttributeClause
from clausegen.words.english import joined
from clausegen.words.places import AtAttribute
from clausegen.words.word import NAME, Names, Says, Section, Unresolved, Word

NOBODY = "nobody"
WHO = rf"^({NOBODY}|own_[a-z]+(_[a-z]+)*)$"


class VisibleTo(msgspec.Struct, frozen=True):
    """On an attribute of an answer: who sees it. To others it is missing or null."""

    who: Annotated[str, msgspec.Meta(pattern=WHO)] | tuple[str, ...]
    """A tuple: the names of actors."""

    @property
    def owners(self) -> str:
        """What the API calls those who own a resource: "team" for own_team; else empty."""
        name = self.who if isinstance(self.who, str) and not self.is_secret else ""
        return name.removeprefix("own_").replace("_", " ")

    @property
    def is_secret(self) -> bool:
        """Nobody sees it, whoever has sent it."""
        return self.who == NOBODY

    @property
    def actors(self) -> tuple[str, ...]:
        """Those who see it, by name; empty where it is for the owners."""
        return self.who if isinstance(self.who, tuple) else ()


class VisibleToClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "visible_to"

    owners: str
    actors: tuple[str, ...]
    """Both are empty for what nobody sees."""

    @property
    def undecidable(self) -> str | None:
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[VisibleToClause]:
    word = at.attribute.schema.words.get(VisibleTo)
    if word is None:
        return
    to = joined(word.actors, "and") or f"the {word.owners} that owns the {at.of.resource}"
    said = "never shown" if word.is_secret else f"only shown to {to}"
    yield VisibleToClause(
        **at.about("visible_to"),
        sentence=f"{at.name} is {said}.",
        owners=word.owners,
        actors=word.actors,
    )


def unresolved(at: AtAttribute) -> Iterator[Unresolved]:
    """Where actors are described at all, every one that is named is."""
    word = at.attribute.schema.words.get(VisibleTo)
    known = [each.name for each in actors_of(at.of.api)]
    for each in word.actors if word is not None and known else ():
        if each not in known:
            message = f"there is no actor {each}"
            yield Unresolved(message, at.pointer("visible_to"), f"{joined(known, 'and')}.")


def is_secret(schema: Schema) -> bool:
    """An attribute that no answer may show; `writeOnly` only asks for that."""
    word = schema.words.get(VisibleTo)
    return word is not None and word.is_secret


def note(word: VisibleTo) -> Iterator[str]:
    whom = joined(word.actors, "and") or f"callers of the owning {word.owners}"
    yield "Never shown." if word.is_secret else f"Shown to {whom} only."


SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": WHO},
        {"type": "array", "minItems": 1, "uniqueItems": True, "items": NAME},
    ]
}
SECTION = Section(
    summary="not everybody who reads the resource sees the attribute.",
    where="an attribute of a response.",
    value=(
        "`own_` and what the API calls those who own a resource, such as `own_team`: members of "
        "the team that owns it see the attribute; to others it is missing or null. Or a list of "
        "actors: they see it, whoever else reads the resource does not. Or `nobody`: it is taken "
        "and never answered, like a password (SCIM's `returned: never`). OpenAPI's `writeOnly` "
        "alone asks for that and does not promise it."
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
    names=(Names(AtAttribute, unresolved),),
    note=note,
)
