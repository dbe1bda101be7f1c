"""visible_to: other organizations do not see an attribute that is for the owner's eyes."""

from __future__ import annotations

from clausegen.model import Api

from clausemock.store import Record


class VisibleTo:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._own = {
            name: tuple(
                each.name for each in api.attributes(schema) if each.schema.words.visible_to
            )
            for name, schema in (api.schemas.items() if on else ())
        }

    def hide(self, schema: str, record: Record) -> None:
        """Empties the attributes that only the owning organization may see."""
        for name in self._own.get(schema, ()):
            record[name] = None
