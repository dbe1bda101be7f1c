"""shouted: the text is shown in capitals, however it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec
from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import Says, Section, Word


class Shouted(msgspec.Struct, frozen=True):
    """On an attribute with a text."""

    loud: bool


class ShoutedClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "shouted"

    @property
    def undecidable(self) -> str | None:
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[ShoutedClause]:
    if at.attribute.schema.words.get(Shouted) is not None:
        yield ShoutedClause(**at.about("shouted"), sentence=f"{at.name} is shown in capitals.")


def note(_: Shouted) -> Iterator[str]:
    yield "Shown in capitals, however it was sent."


WORD = Word(
    name="shouted",
    rank=95,
    struct=Shouted,
    field="loud",
    stands=("attribute",),
    schema={"const": True},
    section=Section(
        summary="the text is shown in capitals.",
        where="an attribute with a text.",
        value="`true`.",
        sentence="Note.title is shown in capitals.",
        example="shouted: true\n",
    ),
    says=(Says(AtAttribute, clauses),),
    note=note,
)
