"""visible_to: others do not see an attribute that is for the owner's eyes."""

from __future__ import annotations

from typing import Literal

from clausegen.model import Api
from clausegen.words.visible_to import VisibleTo as Word

from clausemock.store import Record


class VisibleTo:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._own = {
            name: tuple(each.name for each in api.attributes(schema) if each.schema.words.get(Word))
            for name, schema in (api.schemas.items() if on else ())
        }

    def hide(self, schema: str, record: Record, way: Literal["null", "absent"]) -> None:
        """Takes away the values that only those who own the resource may see."""
        for name in self._own.get(schema, ()):
            if way == "null":
                record[name] = None
            else:
                record.pop(name, None)


BEHAVIOUR = VisibleTo
