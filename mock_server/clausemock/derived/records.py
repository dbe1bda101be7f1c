"""How a record begins, changes and is shown."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from clausegen.model import UNSET, Api, Property, Schema
from clausegen.model import relations as related

from clausemock.derived.held import violations
from clausemock.derived.plan import Collection
from clausemock.derived.shape import Shape
from clausemock.derived.state import Record
from clausemock.derived.values import Values, chance

MADE = re.compile(r"creat|added|inserted|registered", re.IGNORECASE)
CHANGED = re.compile(r"updat|modif|chang|edited", re.IGNORECASE)
ABSENT = object()


class Records:
    """Makes, changes and shows the records of one document."""

    def __init__(self, api: Api, values: Values, seed: int) -> None:
        self._api = api
        self._values = values
        self._seed = seed

    def first(self, collection: Collection, place: str, number: int) -> tuple[str, Record]:
        """A record that was there before anybody came: (key, record)."""
        seed = f"{self._seed}{place}{number}"
        made = self._values.record(collection.schema, seed) if collection.schema else {}
        record = dict(made) if isinstance(made, dict) else {}
        key = self.new_key(collection, record, number, seed)
        return key, self._keyed(collection, record, key)

    def born(
        self,
        collection: Collection,
        place: str,
        number: int,
        sent: Record,
        payload: Schema | None,
        path: Mapping[str, str],
    ) -> tuple[str, Record]:
        """A record that a client made: what it sent, and what the server adds. (key, record)."""
        seed = f"{self._seed}{place}{number}"
        writable = {each.name for each in self._attributes(payload)}
        made = self._values.record(collection.schema, seed) if collection.schema else {}
        usual = made if isinstance(made, dict) else {}
        record: Record = {}
        for each in self._attributes(collection.schema):
            value = sent.get(each.name, ABSENT)
            if value is ABSENT:
                start = self._unsent if each.name in writable else self._own
                value = start(each, usual.get(each.name, ABSENT))
            if each.name in path and each.name not in writable:
                value = _fitting(path[each.name], value)
            if value is not ABSENT:
                record[each.name] = value
        record |= {name: value for name, value in sent.items() if name not in record}
        key = self.chosen_key(collection, sent, payload) or self.new_key(
            collection, record, number, seed
        )
        return key, self._keyed(collection, record, key)

    def chosen_key(
        self, collection: Collection, sent: Record, payload: Schema | None
    ) -> str | None:
        """The key, where the client chooses it: a name, a slug."""
        name = collection.key
        if name is None or sent.get(name) is None or name not in self._names(payload):
            return None
        return str(sent[name])

    def changed(self, collection: Collection, record: Record, sent: Record) -> Record:
        """The record after an update: what was sent is set, everything else stays."""
        allowed = {k: v for k, v in sent.items() if k != collection.key}
        return self._stamped(collection, {**record, **allowed})

    def replaced(
        self, collection: Collection, record: Record, sent: Record, payload: Schema | None
    ) -> Record:
        """The record after a replacement: what was left out goes back to where it started."""
        kept = dict(record)
        for each in self._attributes(payload):
            if each.name in sent or each.name == collection.key:
                continue
            known = next(
                (k for k in self._attributes(collection.schema) if k.name == each.name), each
            )
            start = self._unsent(known, record.get(each.name, ABSENT))
            if start is ABSENT:
                kept.pop(each.name, None)
            else:
                kept[each.name] = start
        return self.changed(collection, kept, sent)

    def shown(self, schema: Schema | None, record: Record, seed: str) -> Any:
        """The record as one answer shows it."""
        if schema is None:
            return record
        attributes = self._api.attributes(schema)
        if not attributes:
            return record
        shown = {}
        for each in attributes:
            if any(part.write_only for part in related.facets(self._api, each.schema)):
                continue
            if each.name in record:
                shown[each.name] = record[each.name]
            elif each.required:
                shown[each.name] = self._values.record(each.schema, f"{seed}/{each.name}")
        if not self._is_closed(schema):
            shown |= {name: value for name, value in record.items() if name not in shown}
            for each in attributes:
                if any(part.write_only for part in related.facets(self._api, each.schema)):
                    shown.pop(each.name, None)
        return shown

    def body(self, shape: Shape, record: Record, seed: str) -> Any:
        """A whole answer that shows one record."""
        shown = self.shown(shape.record, record, seed)
        if shape.slot is None:
            return shown
        around = self._values.record(shape.schema, seed) if shape.schema is not None else {}
        return {**(around if isinstance(around, dict) else {}), shape.slot: shown}

    def new_key(self, collection: Collection, record: Record, number: int, seed: str) -> str:
        """A key in the form that the document gives it."""
        schema = self._key_schema(collection)
        types = (related.json_types(self._api, schema) if schema else None) or frozenset()
        if types & {"integer", "number"}:
            return str(number)
        made = record.get(collection.key or "")
        if isinstance(made, str) and made and collection.key not in {"name", "slug", "title"}:
            text = self._values.record(schema, f"{seed}/key") if schema is not None else made
            return str(text) if text and "/" not in str(text) else made.replace("/", "-")
        words = str(record.get("title") or record.get("name") or record.get("slug") or "")
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        return (
            f"{slug}-{number}"
            if slug
            else str(uuid.UUID(int=chance(seed).getrandbits(128), version=4))
        )

    def _keyed(self, collection: Collection, record: Record, key: str) -> Record:
        if collection.key is None:
            return self._stamped(collection, record, born=True)
        schema = self._key_schema(collection)
        types = (related.json_types(self._api, schema) if schema else None) or frozenset()
        value = int(key) if types & {"integer", "number"} and key.lstrip("-").isdigit() else key
        return self._stamped(collection, {**record, collection.key: value}, born=True)

    def _key_schema(self, collection: Collection) -> Schema | None:
        for each in self._attributes(collection.schema):
            if each.name == collection.key:
                return each.schema
        return None

    def _unsent(self, attribute: Property, made: Any) -> Any:
        """A writable attribute that the payload leaves out."""
        default = related.default_of(self._api, attribute.schema)
        if default is not UNSET:
            return default
        types = related.json_types(self._api, attribute.schema)
        if types is not None and "null" in types:
            return None
        return made if attribute.required else ABSENT

    def _own(self, attribute: Property, made: Any) -> Any:
        """An attribute that only the server sets: nothing has happened to the record yet."""
        default = related.default_of(self._api, attribute.schema)
        types = related.json_types(self._api, attribute.schema) or frozenset()
        if default is not UNSET:
            return default
        if "null" in types:
            return None
        starts: tuple[bool | int | list[Any], ...] = (False, 0, [])
        for value in starts:
            kind = {bool: "boolean", int: "integer", list: "array"}[type(value)]
            if kind in types and not violations(self._api, attribute.schema, value, "response"):
                return value
        return made

    def _stamped(self, collection: Collection, record: Record, *, born: bool = False) -> Record:
        """Times that say when a record was made or changed."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        for each in self._attributes(collection.schema):
            is_change = CHANGED.search(each.name) is not None
            if not (is_change or (born and MADE.search(each.name))):
                continue
            if self._is_time(each.schema, now) and (each.name in record or each.required):
                record = {**record, each.name: now}
        return record

    def _is_time(self, schema: Schema, now: str) -> bool:
        said = list(related.facets(self._api, schema))
        tells = any(part.format == "date-time" or part.constraint("pattern") for part in said)
        return tells and not violations(self._api, schema, now, "response")

    def _is_closed(self, schema: Schema) -> bool:
        return any(
            part.additional is False or part.unevaluated_properties is False
            for part in self._api.parts(schema)
        )

    def _attributes(self, schema: Schema | None) -> tuple[Property, ...]:
        return self._api.attributes(schema) if schema is not None else ()

    def _names(self, schema: Schema | None) -> set[str]:
        return {each.name for each in self._attributes(schema)}


def _fitting(text: str, like: Any) -> Any:
    """A value of the path as an attribute holds it."""
    return int(text) if isinstance(like, int) and text.isdigit() else text
