"""stamp: the server notes when a record was made or changed, or who did it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from clausegen.model import Api, Schema
from clausegen.model.relations import facets, json_types
from clausegen.words.stamp import Stamp as Word

from clausemock.clock import clock
from clausemock.store import Record

ALWAYS = "2024-01-02T03:04:05.678Z"


class Stamp:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._api, self._now, self._on = api, clock(), on
        self._stamps = {
            name: tuple(
                (each.name, word, each.schema)
                for each in api.attributes(schema)
                if (word := each.schema.words.get(Word)) is not None
            )
            for name, schema in api.schemas.items()
        }

    def write(self, resource: str | None, before: Record | None, after: Record, call: Any) -> None:
        """Sets what is new with this write, and keeps what is not."""
        for name, word, schema in self._stamps.get(resource or "", ()) if self._on else ():
            if word.at == "creation" and before is not None:
                after[name] = before.get(name)
            else:
                caller = self._caller(schema, call.actor)
                after[name] = self._now() if word.of == "time" else caller

    def blur(self, resource: str, record: Record, other: Callable[[Any], Any]) -> None:
        """Without this behaviour all times are one, and whoever it was is an `other` one."""
        for name, word, _ in () if self._on else self._stamps.get(resource, ()):
            if record.get(name) is not None:
                record[name] = ALWAYS if word.of == "time" else other(record[name])

    def _caller(self, schema: Schema, actor: str | None) -> Any:
        """In the form that the document gives it."""
        types = json_types(self._api, schema) or frozenset({"string"})
        named = uuid5(NAMESPACE_OID, actor or "")
        if types & {"integer", "number"}:
            return named.int % 10**6
        if "object" in types:
            return {"id": str(named)}
        is_uuid = any(each.format == "uuid" for each in facets(self._api, schema))
        return str(named) if is_uuid else actor or ""


BEHAVIOUR = Stamp
