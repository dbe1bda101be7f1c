"""What a word's file tells the toolkit about its word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, Literal, TypeVar

import msgspec

from clausegen.model.reading import KEY
from clausegen.words.clause import Clause

__all__ = [
    "KEY",
    "NAME",
    "SENTENCE",
    "WAY",
    "Adopts",
    "Names",
    "Says",
    "Section",
    "Unresolved",
    "Word",
]

Spot = TypeVar("Spot")
Kind = Literal["document", "operation", "response", "parameter", "schema", "attribute"]
"""Where an x-contract key may stand: the root, ..., a query parameter, a named schema, ..."""
NAME: Any = {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
CHOSEN: Any = {"type": "string", "minLength": 1}
"""What the document calls an operation, a parameter or an attribute: `get-user`, `$id`."""
WAY: Any = {"type": "string", "pattern": r"^[^.\s]+(\.[^.\s]+)*$"}
"""An attribute, or one within another: `meta.created`."""
SENTENCE: Any = {"type": "string", "minLength": 8}


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """What authors of documents read about a word of x-contract, in Markdown."""

    summary: str
    where: str
    value: str
    sentence: str
    """An example, as its clause says it."""
    example: str
    """The value of x-contract that leads to the sentence, in YAML."""


class Unresolved(msgspec.Struct, frozen=True):
    """A name in x-contract that leads nowhere."""

    message: str
    pointer: str
    hint: str = ""


class Says(msgspec.Struct, Generic[Spot], frozen=True):
    """The clauses that a word makes of one kind of place."""

    place: type[Spot]
    clauses: Callable[[Spot], Iterator[Clause]]


class Names(msgspec.Struct, Generic[Spot], frozen=True):
    """The names that a word uses at one kind of place, as far as they lead nowhere."""

    place: type[Spot]
    unresolved: Callable[[Spot], Iterator[Unresolved]]


class Adopts(msgspec.Struct, frozen=True):
    """An extension of others that says what the word says."""

    key: str
    """Such as x-ms-pageable."""
    read: Callable[[Any], Any]
    """Its value -> what would be written in x-contract; None if it says something else."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One word, of x-contract or of plain OpenAPI."""

    name: str
    rank: int
    """Its turn where several words speak of one place, and on the page of the vocabulary."""
    says: tuple[Says[Any], ...] = ()
    struct: Any = None
    """How it is written in x-contract; None for what plain OpenAPI says."""
    stands: tuple[Kind, ...] = ()
    schema: Any = None
    """JSON Schema of what is written; `$comment` beside `not` is told to who runs into it."""
    section: Section | None = None
    field: str | None = None
    """The field that takes the value as a whole, where the document writes no mapping."""
    read: Callable[[Any], Any] | None = None
    """What is written -> what the struct is made from, where the two differ."""
    names: tuple[Names[Any], ...] = ()
    note: Callable[[Any], Iterator[str]] | None = None
    """Markdown sentences for readers of the documentation."""
    adopts: tuple[Adopts, ...] = ()
    """Read from operations that do not say the word themselves."""
