"""stamp: the server notes when a resource was made or changed, or who did it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.model import relations
from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import Says, Section, Word

At = Literal["creation", "change"]
Of = Literal["time", "caller"]
_SAID: dict[tuple[At, Of], str] = {
    ("creation", "time"): "is the time of creation, which never changes",
    ("change", "time"): "is the time of the last change, and nothing else moves it",
    ("creation", "caller"): "tells who created it, which never changes",
    ("change", "caller"): "tells who changed it last",
}


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """On an attribute that the server sets."""

    at: At
    of: Of = "time"


class StampClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "stamp"
    stamp: Stamp

    @property
    def undecidable(self) -> str | None:
        writers = relations.writers(self.api, self.resource)
        if not any(each.method == "post" for each in writers):
            return f"nothing creates a {self.resource}"
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[StampClause]:
    word = at.attribute.schema.words.get(Stamp)
    if word is not None:
        sentence = f"{at.name} {_SAID[word.at, word.of]}."
        yield StampClause(**at.about("stamp"), sentence=sentence, stamp=word)


def note(word: Stamp) -> Iterator[str]:
    said = _SAID[word.at, word.of]
    yield f"Set by the server: {said.removeprefix('is ').removeprefix('tells ')}."


SCHEMA = {
    "type": "object",
    "required": ["at"],
    "additionalProperties": False,
    "properties": {"at": {"enum": ["creation", "change"]}, "of": {"enum": ["time", "caller"]}},
}
SECTION = Section(
    summary="the server notes when a resource was made or changed, or who did it.",
    where="an attribute that the server sets.",
    value=(
        "`at` is `creation` (the value stays whatever happens afterwards) or `change` (every write "
        "that changes the resource renews it, reading does not; a new resource has it from its "
        "creation). `of` is `time`, where nothing is said, or `caller`: a value that tells callers "
        "apart, such as an id or a name. Only order counts: no clock but the server's is looked "
        "at. (SCIM: meta.created and meta.lastModified.)"
    ),
    sentence="Parcel.weighed_at is the time of the last change, and nothing else moves it.",
    example="""\
stamp: {at: change, of: time}
""",
)
WORD = Word(
    name="stamp",
    rank=95,
    struct=Stamp,
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    note=note,
)
