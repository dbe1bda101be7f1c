"""mutability: an immutable attribute keeps the value it was created with."""

from __future__ import annotations

from clausegen.model import Api

from clausemock.store import Record


class Mutability:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._immutable = {
            name: tuple(
                each.name for each in api.attributes(schema) if each.schema.words.mutability
            )
            for name, schema in (api.schemas.items() if on else ())
        }

    def faults(self, schema: str, stored: Record, changes: Record) -> dict[str, str]:
        """The immutable attributes that the changes would change."""
        return {
            name: "This cannot be changed after creation."
            for name in self._immutable.get(schema, ())
            if name in changes and changes[name] != stored[name]
        }
