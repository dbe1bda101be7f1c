"""The oracle: what was made in a story, and what the document promises of it.

It remembers only what is promised. What the document leaves open is forgotten, so that it is never
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from clausegen.model import Operation
from clausegen.model.items import names_in
from clausegen.words.clause import Clause


class Collection(msgspec.Struct, frozen=True, kw_only=True):
    """Where things of one kind are made, and what can be done with them."""

    creator: Operation
    item: str
    """Path of one of them, as far as its id."""
    deleting: Operation | None
    reading: Operation | None
    listing: Operation | None
    patching: Operation | None
    replacing: Operation | None

    @property
    def changing(self) -> list[Operation]:
        return [each for each in (self.patching, self.replacing) if each is not None]


@dataclass(slots=True, eq=False)
class Record:
    """One thing that the story has made."""

    of: Collection
    path: dict[str, str]
    actor: str | None = None
    """Who made it; None for the owner."""
    values: dict[str, Any] = field(default_factory=dict)
    """What was sent and has to be read back."""
    clauses: dict[str, Clause] = field(default_factory=dict)
    """Which clause promises each value."""
    shown: Mapping[str, Any] = field(default_factory=dict)
    """As it was last read."""
    is_written: bool = True
    """Since it was last read: its stamps may have moved."""
    is_listed: bool = False
    """A list holds it, unless somebody takes it out."""
    is_deleted: bool = False

    @property
    def id(self) -> str:
        return list(self.path.values())[-1]

    @property
    def kind(self) -> str:
        """What people call it, as far as the parameter of its path tells."""
        name = names_in(self.of.item)[-1]
        return name.removesuffix("_id").removesuffix("Id") or name

    def forget(self, attributes: Iterable[str]) -> None:
        for each in attributes:
            self.values.pop(each, None)


@dataclass(slots=True)
class Model:
    """All that a story has made and still knows something of."""

    records: list[Record] = field(default_factory=list)

    def living(self, *of: Collection) -> list[Record]:
        return [each for each in self.records if each.of in of and not each.is_deleted]

    def deleted(self, *of: Collection) -> list[Record]:
        return [each for each in self.records if each.of in of and each.is_deleted]

    def add(self, record: Record) -> None:
        """In place of what had its path before: that was deleted, or it is the same thing again."""
        self.records = [
            each for each in self.records if each.of != record.of or each.path != record.path
        ]
        self.records.append(record)

    def forget(self, record: Record) -> None:
        """Nothing is promised of it any more."""
        self.records = [each for each in self.records if each is not record]

    def forget_with(self, gone: Record) -> None:
        """What becomes of what lay below it, or told its id, is not documented."""
        self.records = [
            each
            for each in self.records
            if each is gone
            or (
                not (_holds(each.values, gone.id) or _holds(each.shown, gone.id))
                and gone.id not in list(each.path.values())[:-1]
            )
        ]


def _holds(value: Any, id_: str) -> bool:
    """It stands anywhere in a value, alone or in a longer text."""
    if isinstance(value, Mapping):
        return any(_holds(each, id_) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(each, id_) for each in value)
    if isinstance(value, bool) or value is None:
        return False
    return str(value) == id_ or (len(id_) > 3 and id_ in str(value))  # noqa: PLR2004 - no number
