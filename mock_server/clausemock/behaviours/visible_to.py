"""visible_to: an attribute is shown to some and not to others."""

from __future__ import annotations

from typing import Any, Literal

from clausegen.model import Api
from clausegen.model.relations import accepts_null
from clausegen.words.visible_to import VisibleTo as Word

from clausemock.store import Record


class VisibleTo:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._own = {
            name: tuple(each.name for each in api.attributes(schema) if each.schema.words.get(Word))
            for name, schema in (api.schemas.items() if on else ())
        }
        self._shown = {
            name: tuple(
                (each.name, word.actors, accepts_null(api, each.schema))
                for each in api.attributes(schema)
                if (word := each.schema.words.get(Word)) is not None and not word.owners
            )
            for name, schema in (api.schemas.items() if on else ())
        }

    def show(self, resource: str | None, shown: Record, call: Any) -> None:
        """Takes away what the caller is not among those to see."""
        for name, who, is_nullable in self._shown.get(resource or "", ()):
            if call.actor not in who and is_nullable:
                shown[name] = None
            elif call.actor not in who:
                shown.pop(name, None)

    def hide(self, schema: str, record: Record, way: Literal["null", "absent"]) -> None:
        """Takes away the values that only those who own the resource may see."""
        for name in self._own.get(schema, ()):
            if way == "null":
                record[name] = None
            else:
                record.pop(name, None)


BEHAVIOUR = VisibleTo
