"""object_of: a nested object is the one that the id beside it names; null together with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import msgspec
from clausegen.model import Api, Schema
from clausegen.words.object_of import ObjectOf as Word

from clausemock.store import Record

Find = Callable[[str, str], Record | None]
"""(name of the nested schema, id) -> the record as it is stored."""


class _Nested(msgspec.Struct, frozen=True):
    attribute: str
    id_attribute: str
    schema: str
    attributes: tuple[str, ...]


class ObjectOf:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        self._nested = {
            name: tuple(
                _Nested(each.name, word.attribute, *_named(api, each.schema))
                for each in api.attributes(schema)
                if (word := each.schema.words.get(Word)) is not None
            )
            for name, schema in api.schemas.items()
        }

    def embed(self, schema: str, record: Record, find: Find) -> None:
        """Adds to the record the nested objects that its schema documents."""
        for each in self._nested.get(schema, ()):
            id_ = record.get(each.id_attribute)
            found = None if id_ is None else find(each.schema, id_)
            if found is None and id_ is not None:
                found = {"id": id_}
            if found is None:
                record[each.attribute] = None
                continue
            shown = {name: found[name] for name in each.attributes if name in found}
            self.embed(each.schema, shown, find)
            if not self._on:
                shown["id"] = str(uuid5(NAMESPACE_OID, shown["id"]))
            record[each.attribute] = shown

    def show(self, resource: str | None, shown: Record, _: Any) -> None:
        """Without a table of what is nested: the object's own id is the one beside it."""
        for each in self._nested.get(resource or "", ()):
            if each.attribute not in shown or not self._on:
                continue
            id_, known = shown.get(each.id_attribute), shown[each.attribute]
            rest = known if isinstance(known, dict) else {}
            shown[each.attribute] = None if id_ is None else {**rest, "id": id_}


def _named(api: Api, schema: Schema) -> tuple[str, tuple[str, ...]]:
    """The named schema that an attribute refers to, and its attributes."""
    parts = (*api.parts(schema), *(part for each in schema.any_of for part in api.parts(each)))
    parts = (*parts, *(part for each in schema.one_of for part in api.parts(each)))
    named = next(part for part in parts if part.name is not None)
    assert named.name is not None
    return named.name, tuple(each.name for each in api.attributes(named))


BEHAVIOUR = ObjectOf
