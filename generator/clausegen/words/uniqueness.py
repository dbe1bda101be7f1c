"""uniqueness: no two resources share a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from clausegen.words import naming
from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import CHOSEN, Names, Says, Section, Unresolved, Word


class Uniqueness(msgspec.Struct, frozen=True, kw_only=True):
    """On an attribute: no two resources of one `within` (a path parameter) share a value."""

    within: str | None = None
    """None: no two resources of this kind do, wherever they are."""


class UniquenessClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "uniqueness"
    within: str | None

    @property
    def undecidable(self) -> str | None:
        if any(each.method == "post" for each in self.writers()):
            return None
        return f"nothing creates {self.resource} with {self.attribute}"


def clauses(at: AtAttribute) -> Iterator[UniquenessClause]:
    word = at.attribute.schema.words.get(Uniqueness)
    if word is not None:
        where = f" within {word.within}" if word.within is not None else ""
        sentence = f"{at.name} is unique{where}; null does not count."
        yield UniquenessClause(**at.about("uniqueness"), sentence=sentence, within=word.within)


def unresolved(at: AtAttribute) -> Iterator[Unresolved]:
    word = at.attribute.schema.words.get(Uniqueness)
    if word is not None and word.within is not None:
        pointer = f"{at.pointer('uniqueness')}/within"
        yield from naming.path_parameter(at.of.api, word.within, pointer)


def note(word: Uniqueness) -> Iterator[str]:
    among = f" with the same `{word.within}`" if word.within is not None else ""
    yield f"Unique among all{among}."


SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"within": CHOSEN},
}
SECTION = Section(
    summary="no two resources share a value.",
    where="an attribute that can be sent at creation.",
    value=(
        "`within` names the path parameter below which the values are unique; `{}` where no two "
        "resources of the kind share one, wherever they are (SCIM's `server`). Null does not count "
        "as a value."
    ),
    sentence="Parcel.label is unique within customer_id; null does not count.",
    example="""\
uniqueness: {within: customer_id}
""",
)
WORD = Word(
    name="uniqueness",
    rank=80,
    struct=Uniqueness,
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    names=(Names(AtAttribute, unresolved),),
    note=note,
)
