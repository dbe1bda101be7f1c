"""stored: a value that is sent is accepted, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from clausegen.model import Operation, Schema
from clausegen.words.clause import Clause
from clausegen.words.places import AtGiven, AtOperation
from clausegen.words.visible_to import is_secret
from clausegen.words.word import KEY, Names, Says, Section, Unresolved, Word


class Stored(msgspec.Struct, frozen=True):
    """On the document, an operation or an attribute; the narrowest counts."""

    is_read_back: bool


class StoredClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "stored"
    operation: Operation
    attribute: str
    schema: Schema


def clauses(at: AtGiven) -> Iterator[StoredClause]:
    operation, name = at.payload.of.operation.id, at.attribute.name
    shown = at.payload.answered.get(name)
    if shown is not None and not _is_hidden(at, shown.schema) and _is_said(at):
        sentence = f"The {name} given to {operation} is read back as it was sent."
        yield StoredClause(**at.about, id=at.id("stored"), sentence=sentence)


def _is_hidden(at: AtGiven, shown: Schema) -> bool:
    return at.attribute.schema.write_only or shown.write_only or is_secret(shown)


def _is_said(at: AtGiven) -> bool:
    """OpenAPI itself promises nothing: a server may trim, round or translate what it is given."""
    of, shown = at.payload.of, at.payload.answered[at.attribute.name].schema
    places = (shown.words, at.attribute.schema.words, of.operation.words, of.api.words)
    said = (each.get(Stored) for each in places)
    return next((each.is_read_back for each in said if each is not None), False)


def unresolved(at: AtOperation) -> Iterator[Unresolved]:
    operation = at.operation
    if operation.words.get(Stored) is not None and operation.body is None:
        message = f"{operation.id} takes no payload that could be read back"
        yield Unresolved(message, f"{operation.pointer}/{KEY}/stored")


def note(word: Stored) -> Iterator[str]:
    yield "Read back as it was sent." if word.is_read_back else "May be read back otherwise."


SCHEMA = {"type": "boolean"}
SECTION = Section(
    summary="what a payload holds is accepted and read back as it was sent.",
    where=(
        "the document, for all its payloads; an operation, for its own; an attribute of the "
        "resource. The narrowest counts."
    ),
    value=(
        "`true`, or `false` where the server may make something else of the value (trim, round, "
        "translate). A document that says nothing promises nothing."
    ),
    sentence="The weight given to createParcel is read back as it was sent.",
    example="""\
stored: true
""",
)
WORD = Word(
    name="stored",
    rank=127,
    struct=Stored,
    field="is_read_back",
    stands=("document", "operation", "attribute"),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtGiven, clauses),),
    names=(Names(AtOperation, unresolved),),
    note=note,
)
