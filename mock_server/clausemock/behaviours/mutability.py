"""mutability: an immutable attribute keeps the value it was created with."""

from __future__ import annotations

from typing import Any

from clausegen.model import Api
from clausegen.words.mutability import Mutability as Word

from clausemock.behaviours.hooks import Refused
from clausemock.store import Record


class Mutability:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        self._immutable = {
            name: frozenset(
                each.name for each in api.attributes(schema) if each.schema.words.get(Word)
            )
            for name, schema in api.schemas.items()
        }

    def immutable(self, schema: str) -> frozenset[str]:
        """The attributes that only creation sets."""
        return self._immutable.get(schema, frozenset())

    def faults(self, schema: str, stored: Record, changes: Record) -> dict[str, str]:
        """The immutable attributes that the changes would change."""
        return {
            name: "This cannot be changed after creation."
            for name in sorted(self.immutable(schema))
            if self._on and name in changes and changes[name] != stored.get(name)
        }

    def write(self, resource: str | None, before: Record | None, after: Record, _: Any) -> None:
        """Refuses what would change an immutable attribute."""
        faults = self.faults(resource or "", before, after) if before is not None else {}
        if faults:
            name, reason = next(iter(faults.items()))
            raise Refused((400, 409, 422), f"{name}: {reason}")


BEHAVIOUR = Mutability
