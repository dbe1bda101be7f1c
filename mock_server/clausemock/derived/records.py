"""How a record begins, changes and is shown."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec
from clausegen.model import UNSET, Api, Schema

from clausemock.derived.facts import Fact, Facts
from clausemock.derived.held import acceptance, violations
from clausemock.derived.plan import Collection
from clausemock.derived.shape import Shape
from clausemock.derived.state import Record
from clausemock.derived.taking import Taken
from clausemock.derived.values import Values

SPOKEN = frozenset({"name", "slug", "title"})
"""Keys that people give."""


class _Shown(msgspec.Struct, frozen=True):
    """What answers tell of an object schema, where it has attributes at all."""

    attributes: tuple[Fact, ...]
    hidden: frozenset[str]
    is_open: bool
    accepts: Callable[[Any], bool]


class Records:
    """Makes, changes and shows the records of one document."""

    def __init__(self, api: Api, values: Values, facts: Facts, seed: int) -> None:
        self._api = api
        self.values = values
        self.facts = facts
        self._seed = seed
        self._shown: dict[str, _Shown] = {}

    def first(self, collection: Collection, place: str, number: int) -> tuple[str, Record]:
        """A record that was there before anybody came: (key, record)."""
        seed = f"{self._seed}{place}{number}"
        made = self.values.record(collection.schema, seed) if collection.schema else {}
        record = dict(made) if isinstance(made, dict) else {}
        key = self._new_key(collection, record, number, seed)
        return key, self._keyed(collection, record, key)

    def born(
        self,
        collection: Collection,
        place: str,
        number: int,
        taken: Taken,
        path: Mapping[str, str],
    ) -> tuple[str, Record]:
        """A record that a client made: what it sent, and what the server adds. (key, record)."""
        seed, sent = f"{self._seed}{place}{number}", taken.values
        writable = {each.name for each in self.facts.attributes(taken.schema)}
        record: Record = {}
        for each in self.facts.attributes(collection.schema):
            value = sent.get(each.name, UNSET)
            if value is UNSET and each.name in path and each.name not in writable:
                value = self._of_path(each, path[each.name])
            elif value is UNSET:
                start = self._unsent if each.name in writable else self._own
                value = start(each, f"{seed}/{each.name}")
            if value is not UNSET:
                record[each.name] = value
        record |= {name: value for name, value in sent.items() if name not in record}
        key = self.chosen_key(collection, taken)
        key = key or self._new_key(collection, record, number, seed)
        return key, self._keyed(collection, record, key)

    def given(
        self, collection: Collection, place: str, number: int, key: str, told: Record
    ) -> Record:
        """A record of a seed: what it leaves out starts as after a creation."""
        taken = Taken(told, collection.schema)
        path = {collection.key: key} if collection.key is not None else {}
        _, born = self.born(collection, place, number, taken, path)
        return {**self._keyed(collection, born, key), **told}

    def chosen_key(self, collection: Collection, taken: Taken) -> str | None:
        """The key, where the client chooses it: a name, a slug."""
        name = collection.key
        if name is None or taken.values.get(name) is None:
            return None
        is_writable = self.facts.attribute(taken.schema, name) is not None
        return str(taken.values[name]) if is_writable else None

    def changed(self, collection: Collection, record: Record, sent: Record) -> Record:
        """The record after an update: what was sent is set, everything else stays."""
        allowed = {name: value for name, value in sent.items() if name != collection.key}
        return self._stamped(collection, {**record, **allowed}, born=False)

    def replaced(self, collection: Collection, record: Record, taken: Taken) -> Record:
        """The record after a replacement: what was left out goes back to where it started."""
        kept = dict(record)
        for each in self.facts.attributes(taken.schema):
            if each.is_fixed or each.name in taken.values or each.name == collection.key:
                continue
            known = self.facts.attribute(collection.schema, each.name) or each
            start = self._unsent(known, f"{self._seed}/{each.name}")
            if start is UNSET:
                kept.pop(each.name, None)
            else:
                kept[each.name] = start
        return self.changed(collection, kept, taken.values)

    def shown(self, schema: Schema | None, record: Record, seed: str) -> Any:
        """The record as one answer shows it."""
        if schema is None:
            return record
        told = self._told(schema)
        if not told.attributes:  # one of several things, or anything
            return self._fitted(schema, record, seed)
        shown = {}
        for each in told.attributes:
            if each.name in record:
                shown[each.name] = record[each.name]
            elif each.required:
                shown[each.name] = self.values.record(each.schema, f"{seed}/{each.name}")
        if told.is_open and shown.keys() != record.keys():
            for name, value in record.items():
                if name not in shown and name not in told.hidden:
                    shown[name] = value
        return self._fitted(schema, shown, seed)

    def _fitted(self, schema: Schema, shown: Record, seed: str) -> Any:
        """What another operation took is told as far as this one can tell it."""
        if self._told(schema).accepts(shown):
            return shown
        made = self.values.record(schema, seed)
        if not isinstance(made, dict) or violations(self._api, schema, made, "response"):
            return shown if isinstance(made, dict) else made
        for name, value in shown.items():
            tried = {**made, name: value}
            if not violations(self._api, schema, tried, "response"):
                made = tried
        return made

    def _told(self, schema: Schema) -> _Shown:
        known = self._shown.get(schema.pointer)
        if known is None:
            attributes = self.facts.attributes(schema)
            known = self._shown[schema.pointer] = _Shown(
                attributes=tuple(each for each in attributes if not each.is_hidden),
                hidden=frozenset(each.name for each in attributes if each.is_hidden),
                is_open=not self.facts.is_closed(schema),
                accepts=acceptance(self._api, schema, "response"),
            )
        return known

    def body(self, shape: Shape, record: Record, seed: str) -> Any:
        """A whole answer that shows one record."""
        shown = self.shown(shape.record, record, seed)
        if shape.is_list:
            return [shown]
        if shape.slot is None:
            return shown
        around = self.values.record(shape.schema, seed) if shape.schema is not None else {}
        return {**(around if isinstance(around, dict) else {}), shape.slot: shown}

    def _new_key(self, collection: Collection, record: Record, number: int, seed: str) -> str:
        """A key in the form that the document gives it."""
        known = self.facts.attribute(collection.schema, collection.key)
        if known is not None and known.types & {"integer", "number"}:
            return str(number)
        if known is not None and known.name in SPOKEN:
            words = str(record.get("title") or record.get("name") or record.get("slug") or "")
            slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
            if slug and self._told(known.schema).accepts(f"{slug}-{number}"):
                return f"{slug}-{number}"
        facets = self._facets(known) if known is not None else ()
        if known is not None and any(map(_is_formal, facets)) and not any(map(_is_uuid, facets)):
            text = self.values.record(known.schema, f"{seed}/key")
            if isinstance(text, str) and text:
                return text.replace("/", "-")
        return str(uuid.UUID(bytes=blake2b(seed.encode(), digest_size=16).digest(), version=4))

    def _facets(self, fact: Fact) -> tuple[Schema, ...]:
        return self.facts.facets(fact.schema)

    def _keyed(self, collection: Collection, record: Record, key: str) -> Record:
        known = self.facts.attribute(collection.schema, collection.key)
        if known is not None:
            record = {**record, known.name: self._of_path(known, key)}
        return self._stamped(collection, record, born=True)

    def _of_path(self, fact: Fact, text: str) -> Any:
        """A text of the path as an attribute holds it."""
        is_number = fact.types & {"integer", "number"} and text.lstrip("-").isdigit()
        return int(text) if is_number else text

    def _unsent(self, fact: Fact, seed: str) -> Any:
        """A writable attribute that the payload leaves out; UNSET for nothing."""
        if fact.default is not UNSET:
            return fact.default
        if fact.is_nullable:
            return None
        return self.values.record(fact.schema, seed) if fact.required else UNSET

    def _own(self, fact: Fact, seed: str) -> Any:
        """An attribute that only the server sets: nothing has happened to the record yet."""
        if fact.default is not UNSET:
            return fact.default
        if fact.is_nullable:
            return None
        starts: dict[str, Any] = {"boolean": False, "integer": 0, "number": 0, "array": []}
        for kind, start in starts.items():
            if kind in fact.types and not violations(self._api, fact.schema, start, "response"):
                return start
        return self.values.record(fact.schema, seed)

    def _stamped(self, collection: Collection, record: Record, *, born: bool) -> Record:
        """Times that say when a record was made or changed."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        stamps = {
            each.name: now
            for each in self.facts.attributes(collection.schema)
            if (each.tells_change or (born and each.tells_birth))
            and (each.required or each.name in record)
        }
        return {**record, **stamps}


def _is_uuid(facet: Schema) -> bool:
    """Nothing more is asked of it, and no value is named."""
    return facet.format == "uuid" and not (facet.enum or facet.constraint("pattern"))


def _is_formal(facet: Schema) -> bool:
    """Not every text will do."""
    return bool(facet.enum or facet.format or facet.constraint("pattern"))
