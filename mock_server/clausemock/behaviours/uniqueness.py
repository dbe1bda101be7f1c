"""uniqueness: no two resources of one collection share a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from clausegen.model import Api
from clausegen.words.uniqueness import Uniqueness as Word

from clausemock.behaviours.hooks import Refused
from clausemock.store import Record

Neighbours = Callable[[dict[str, str]], Iterable[Record]]
"""The resources that hold these values."""


class Uniqueness:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._unique = {
            name: tuple(
                (each.name, word.within)
                for each in api.attributes(schema)
                if (word := each.schema.words.get(Word)) is not None
            )
            for name, schema in (api.schemas.items() if on else ())
        }

    def faults(self, schema: str, record: Record, neighbours: Neighbours) -> dict[str, str]:
        """The attributes whose value another resource of the same collection holds."""
        return {
            attribute: "Another one has this value already."
            for attribute, within in self._unique.get(schema, ())
            if record.get(attribute) is not None
            and any(
                each["id"] != record["id"]
                for each in neighbours(
                    {**({within: record[within]} if within else {}), attribute: record[attribute]}
                )
            )
        }

    def write(self, resource: str | None, before: Record | None, after: Record, call: Any) -> None:
        """Refuses a value that another record at the same place holds."""
        for attribute, within in self._unique.get(resource or "", ()):
            value = after.get(attribute)
            if value is None or (before is not None and before.get(attribute) == value):
                continue
            if call.neighbours(attribute, value, everywhere=within is None):
                raise Refused((409, 400, 422), f"{attribute}: Another one has this value already.")


BEHAVIOUR = Uniqueness
