"""Values that keep a schema, the same ones for the same names: no more of each than is required.

Texts are names of the run, changed as little as their pattern and length demand.
"""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from clausegen.model import UNSET, Api, Schema
from clausegen.model.relations import is_read_only
from clausegen.schemas import patterns
from clausegen.schemas.validation import validator

from clausecheck.world.names import Names

COUNTED = 50  # numbers that may be tried one after the other
DEEP = 8  # objects inside objects: documents may refer to themselves
MOMENT = "2031-05-06T07:08:09Z"
FORMATS = {
    "date-time": MOMENT,
    "date": MOMENT[:10],
    "time": MOMENT[11:],
    "duration": "P1D",
    "ipv4": "192.0.2.7",
    "ipv6": "2001:db8::7",
    "json-pointer": "/a",
    "regex": "^a$",
}


class Values:
    """Makes values for the schemas of one document."""

    def __init__(self, api: Api, names: Names) -> None:
        self._api, self._names = api, names

    def of(self, schema: Schema) -> Iterator[Any]:
        """Valid values other than null; none if nothing is found that keeps the schema."""
        keeps = validator(self._api, schema, "request")
        for value in self._tried(schema, DEEP):
            if keeps.accepts(value):
                yield value

    def text(self, schema: Schema) -> str | None:
        """A new text that no other resource has; None if none is found that keeps the schema."""
        keeps = validator(self._api, schema, "request")
        return next((each for each in self._texts(schema) if keeps.accepts(each)), None)

    def counted(self, schema: Schema) -> Iterator[int]:
        """Numbers that keep the schema, other ones each time."""
        keeps = validator(self._api, schema, "request")
        told = {key: value for each in self._parts(schema) for key, value in each.constraints}
        low, step = told.get("minimum", told.get("exclusiveMinimum", 0)), told.get("multipleOf", 1)
        high = told.get("maximum", told.get("exclusiveMaximum", 2**31 - 1))
        steps = max(int((high - low) // step) + 1, 1)
        for _ in range(COUNTED):
            value = low - low % step + step * (self._names.number() % steps)
            if value == int(value) and keeps.accepts(int(value)):
                yield int(value)

    def _tried(self, schema: Schema, deep: int) -> Iterator[Any]:
        parts = list(self._parts(schema))
        for part in parts:
            yield from part.examples
            yield from (each for each in part.enum or () if each is not None)
            for value in (part.const, part.default):
                if value is not UNSET and value is not None:
                    yield value
        types = next((each.types for each in parts if each.types), ())
        for kind in types or self._guessed(parts):
            yield from self._kind(kind, schema, parts, deep)
        for part in parts:
            for branch in (*part.one_of, *part.any_of):
                yield from self._tried(branch, deep)

    def _kind(self, kind: str, schema: Schema, parts: list[Schema], deep: int) -> Iterator[Any]:
        if kind == "boolean":
            yield from (True, False)
        elif kind in {"integer", "number"}:
            yield from numbers(parts)
        elif kind == "string":
            yield from self._texts(schema)
        elif deep and kind == "array":
            yield from self._array(parts, deep)
        elif deep and kind == "object":
            yield from self._objects(schema, parts, deep)

    def _array(self, parts: list[Schema], deep: int) -> Iterator[list[Any]]:
        """As few items as there must be, but one at least; then none."""
        first = next((each.prefix_items for each in parts if each.prefix_items), ())
        items = next((each.items for each in parts if each.items is not None), None)
        least = max((each.constraint("minItems") or 0 for each in parts), default=0)
        wanted = [*first, *([items] * max(least - len(first), 0 if first else 1))]
        found = [self._another(each, deep - 1, turn) for turn, each in enumerate(wanted)]
        yield [each for each in found if each is not UNSET]
        yield []

    def _another(self, schema: Schema | None, deep: int, turn: int) -> Any:
        """Another value each turn, where there is another one: items may have to differ."""
        if schema is None:
            return turn
        found = list(itertools.islice(self._tried(schema, deep), turn + 1))
        return found[-1] if found else UNSET

    def _objects(self, schema: Schema, parts: list[Schema], deep: int) -> Iterator[dict[str, Any]]:
        attributes = [
            each
            for each in self._api.attributes(schema)
            if not is_read_only(self._api, each.schema)
        ]
        needed = {each.name for each in attributes if each.required}
        # An empty object is no value to many: one attribute at least, where there is one.
        for wanted in (needed or {each.name for each in attributes[:1]}, None):
            made = {}
            for each in attributes:
                value = UNSET
                if wanted is None or each.name in wanted:
                    value = next(self._tried(each.schema, deep - 1), UNSET)
                if value is not UNSET:
                    made[each.name] = value
            yield {**made, **self._tagged(parts)}
        extra = next(
            (each.additional for each in parts if isinstance(each.additional, Schema)), None
        )
        if extra is not None:
            yield {"clausecheck": next(self._tried(extra, deep - 1), None)}

    def _tagged(self, parts: list[Schema]) -> Mapping[str, Any]:
        """What tells the branches of a union apart, where its mapping says so."""
        for part in parts:
            if part.discriminator is not None and part.name is not None:
                for value, name in part.discriminator.mapping:
                    if name == part.name:
                        return {part.discriminator.property: value}
        return {}

    def _texts(self, schema: Schema) -> Iterator[str]:
        parts = list(self._parts(schema))
        kind = next((each.format for each in parts if each.format), None)
        if kind in FORMATS:
            yield FORMATS[kind]
        elif kind == "uuid":
            yield self._names.uuid()
        elif kind in {"hostname", "idn-hostname"}:
            yield self._names.hostname()
        elif kind in {"email", "idn-email"}:
            yield f"{self._names.text()}@example.com"
        elif kind in {"uri", "url", "iri", "uri-reference"}:
            yield f"https://example.com/{self._names.text()}"
        elif kind == "byte":
            yield base64.b64encode(self._names.text().encode()).decode()
        else:
            yield from self._names.texts()
            for each in parts:
                if (pattern := each.constraint("pattern")) is not None:
                    yield from matching(pattern)

    def _parts(self, schema: Schema) -> Iterator[Schema]:
        yield from self._api.parts(schema)

    def _guessed(self, parts: list[Schema]) -> tuple[str, ...]:
        if any(each.properties or each.additional for each in parts):
            return ("object",)
        if any(each.items is not None for each in parts):
            return ("array",)
        unions = any(each.one_of or each.any_of for each in parts)
        return () if unions else ("string", "integer", "boolean")


def numbers(parts: list[Schema]) -> Iterator[float]:
    """Some numbers between the bounds, none of them a bound if that can be."""
    found = {key: value for each in parts for key, value in each.constraints}
    low = found.get("exclusiveMinimum", found.get("minimum"))
    high = found.get("exclusiveMaximum", found.get("maximum"))
    step = found.get("multipleOf") or 1
    start = low if low is not None else (high - 30 * step if high is not None else 0)
    base = start - start % step if isinstance(start % step, int | float) else start
    for count in (30, 7, 1, 2, 0):
        value = base + count * step
        yield int(value) if value == int(value) else value
    if low is not None and high is not None:
        yield (low + high) / 2


@cache
def matching(pattern: str) -> tuple[str, ...]:
    """Texts that match a regular expression of ECMA-262, always the same ones."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    said = patterns.python(pattern)
    if said is None:
        return ()
    found: list[str] = []

    @seed(0)
    @settings(
        max_examples=20,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.from_regex(re.compile(said)))
    def draw(text: str) -> None:
        found.append(text.rstrip("\n"))

    draw()
    return tuple(found)
