"""What a payload sets of a record: what a client may set, in a form that answers can show."""

from __future__ import annotations

from typing import Any

import msgspec
from clausegen.model import UNSET, Api, Schema

from clausemock.behaviours.hooks import Refused
from clausemock.derived.call import Call
from clausemock.derived.facts import Fact, Facts
from clausemock.derived.held import violations
from clausemock.derived.plan import Collection
from clausemock.derived.shape import Shape, payload_shape
from clausemock.derived.state import Record
from clausemock.derived.values import Values

WRONG = (400, 422)


class Taken(msgspec.Struct, frozen=True):
    """What is set, and the schema that says what may be."""

    values: Record = {}
    schema: Schema | None = None


class Taking:
    """Reads payloads of one document."""

    def __init__(self, api: Api, facts: Facts, values: Values) -> None:
        self._api = api
        self._facts = facts
        self._values = values
        self._shapes: dict[str, Shape] = {}

    def taken(self, collection: Collection, call: Call, before: Record | None = None) -> Taken:
        """Raises Refused for what no answer could show. `before`: the record as it is."""
        if call.shape is None or not isinstance(call.body, dict):
            return Taken()
        shape = self._shape(call)
        inner = shape.inside(call.body)
        found: Record = {}
        for name, value in inner.items() if isinstance(inner, dict) else ():
            said = self._facts.attribute(shape.record, name)
            known = self._facts.attribute(collection.schema, name)
            if (said is not None and said.is_fixed) or (known is not None and known.is_fixed):
                continue
            held = self._held(said, known, value, (before or {}).get(name))
            if held is not UNSET:
                found[name] = held
        return Taken(found, shape.record)

    def _shape(self, call: Call) -> Shape:
        assert call.shape is not None
        key = f"{call.operation.id} {call.shape.media_type}"
        if key not in self._shapes:
            self._shapes[key] = payload_shape(self._api, call.shape)
        return self._shapes[key]

    def _held(self, said: Fact | None, known: Fact | None, value: Any, before: Any) -> Any:
        """The value as the record holds it; UNSET where answers show something else there."""
        if known is None or (said is not None and said.schema.pointer == known.schema.pointer):
            return value  # its schema is the payload's, which was asked already
        faults = violations(self._api, known.schema, value, "response")
        if not faults:
            return value
        if isinstance(value, dict | list):
            whole = self._completed(known.schema, value, before)
            return UNSET if violations(self._api, known.schema, whole, "response") else whole
        if said is None or not said.types or not known.types or said.types & known.types:
            raise Refused(WRONG, f"body {known.name}: {faults[0].message}")
        return UNSET

    def _completed(self, schema: Schema, value: Any, before: Any) -> Any:
        """With what only answers hold, such as the id of a line of an order."""
        if isinstance(value, dict):
            made = before if isinstance(before, dict) else self._values.record(schema, "within")
            return {**made, **value} if isinstance(made, dict) else value
        items = next((part.items for part in self._facts.facets(schema) if part.items), None)
        return value if items is None else [self._completed(items, each, None) for each in value]
