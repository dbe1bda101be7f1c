"""mutability: the attribute is chosen when the resource is created, and stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import Says, Section, Word


class Mutability(msgspec.Struct, frozen=True):
    """On an attribute that can be sent."""

    kind: Literal["immutable"]


class MutabilityClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "mutability"

    @property
    def undecidable(self) -> str | None:
        methods = {each.method for each in self.writers()}
        if "post" not in methods:
            return f"nothing creates {self.resource} with {self.attribute}"
        return None if methods - {"post"} else f"no operation could change {self.attribute}"


def clauses(at: AtAttribute) -> Iterator[MutabilityClause]:
    if at.attribute.schema.words.get(Mutability) is not None:
        sentence = f"{at.name} cannot change after creation."
        yield MutabilityClause(**at.about("mutability"), sentence=sentence)


def note(_: Mutability) -> Iterator[str]:
    yield "Set at creation, never changed afterwards."


SCHEMA = {"const": "immutable"}
SECTION = Section(
    summary="the attribute is chosen when the resource is created and stays.",
    where="an attribute that can be sent.",
    value=(
        "`immutable`. A later write has no effect on it, be it ignored or refused. (For "
        "`readOnly` attributes, which can never be sent, OpenAPI has a word already.)"
    ),
    sentence="Parcel.label cannot change after creation.",
    example="""\
mutability: immutable
""",
)
WORD = Word(
    name="mutability",
    rank=70,
    struct=Mutability,
    field="kind",
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    note=note,
)
