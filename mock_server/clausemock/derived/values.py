"""Values that keep their schemas, the same from the same seed."""

from __future__ import annotations

import base64
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import rstr
from clausegen.model import UNSET, Api, Schema
from clausegen.model import relations as related

from clausemock.derived.facts import Facts
from clausemock.derived.held import violations

DEEPEST = 4
DEEPEST_REQUIRED = 10
MOST_ITEMS = 2
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

FORMATS: dict[str, Callable[[random.Random], str]] = {
    "uuid": lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4)),
    "date-time": lambda r: _moment(r).isoformat().replace("+00:00", "Z"),
    "date": lambda r: _moment(r).date().isoformat(),
    "time": lambda r: _moment(r).time().isoformat() + "Z",
    "duration": lambda r: f"P{r.randrange(1, 30)}D",
    "email": lambda r: f"person{r.randrange(1000)}@example.com",
    "hostname": lambda r: f"host{r.randrange(1000)}.example.com",
    "ipv4": lambda r: f"192.0.2.{r.randrange(1, 255)}",
    "ipv6": lambda r: f"2001:db8::{r.randrange(1, 65535):x}",
    "uri": lambda r: f"https://example.com/{r.randrange(1000)}",
    "url": lambda r: f"https://example.com/{r.randrange(1000)}",
    "byte": lambda r: base64.b64encode(r.randbytes(6)).decode(),
    "binary": lambda r: f"{r.getrandbits(32):08x}",
}
"""What formats ask for; every other format is a plain text."""


def chance(seed: str) -> random.Random:
    """The same draws for the same seed."""
    digest = blake2b(seed.encode(), digest_size=8).digest()
    return random.Random(int.from_bytes(digest))  # noqa: S311 - nothing secret


class Values:
    """Makes values for one document."""

    def __init__(self, api: Api, facts: Facts) -> None:
        self._api = api
        self._facts = facts

    def record(self, schema: Schema, seed: str) -> Any:
        """A value of the schema as an answer shows it; the same for the same seed."""
        made: Any = None
        for turn in range(3):
            made = self.value(schema, chance(f"{seed}/{turn}"), lean=turn > 0)
            if made is not UNSET and not violations(self._api, schema, made, "response"):
                return made
        given = next((each for each in self._examples(schema) if each is not UNSET), made)
        return None if given is UNSET else given

    def value(
        self, schema: Schema, draw: random.Random, depth: int = 0, *, lean: bool = False
    ) -> Any:
        """UNSET where the schema allows nothing, or holds itself without an end."""
        if depth > DEEPEST_REQUIRED or schema.never:
            return UNSET
        facets = self._facts.facets(schema)
        if (named := self._named(schema, facets, draw)) is not UNSET:
            return named
        for part in facets:
            for branches in (part.one_of, part.any_of):
                if branches and not self._facts.attributes(schema):
                    made = (self.value(each, draw, depth + 1, lean=lean) for each in branches)
                    return self._branch(schema, made)
        types = self._facts.types(schema) - {"null"}
        if "array" in types or any(part.items for part in facets):
            return self._array(facets, draw, depth, lean=lean)
        if "object" in types or self._facts.attributes(schema):
            return self._object(schema, draw, depth, lean=lean)
        return _scalar(facets, types, draw)

    def _branch(self, schema: Schema, made: Iterator[Any]) -> Any:
        """The first alternative that is the only one; null only if there is nothing else."""
        first: Any = UNSET
        for each in made:
            if each is UNSET:
                continue
            if each is not None and self._keeps(schema, each):
                return each
            first = each if first is UNSET or first is None else first
        return first

    def _keeps(self, schema: Schema, value: Any) -> bool:
        return not violations(self._api, schema, value, "response")

    def _named(self, schema: Schema, facets: Sequence[Schema], draw: random.Random) -> Any:
        """What the document itself names as a plain value; UNSET where it names none."""
        if given := _given(facets):
            return draw.choice([each for each in given if self._keeps(schema, each)] or given)
        for part in facets:
            plain = [each for each in part.examples if not isinstance(each, dict | list)]
            kept = [each for each in plain if self._keeps(schema, each)] if not part.format else []
            if kept:
                return draw.choice(kept)
        return next((part.default for part in facets if part.default is not UNSET), UNSET)

    def _array(
        self, facets: Sequence[Schema], draw: random.Random, depth: int, *, lean: bool
    ) -> list[Any]:
        least = _limit(facets, "minItems", 0)
        most = _limit(facets, "maxItems", MOST_ITEMS)
        items = next((part.items for part in facets if part.items is not None), None)
        prefix = next((part.prefix_items for part in facets if part.prefix_items), ())
        count = max(least, min(most, 0 if lean or depth >= DEEPEST else 1), len(prefix))
        made = []
        for index in range(count):
            schema = prefix[index] if index < len(prefix) else items
            made.append(
                self.value(schema, draw, depth + 1, lean=lean) if schema is not None else index
            )
        return [each for each in made if each is not UNSET]

    def _object(
        self, schema: Schema, draw: random.Random, depth: int, *, lean: bool
    ) -> dict[str, Any]:
        made = {}
        for each in self._facts.attributes(schema):
            if each.is_hidden or not (each.required or (depth < DEEPEST and not lean)):
                continue
            value = self.value(each.schema, draw, depth + 1, lean=lean)
            if value == each.name or (value == "text" and not lean):
                value = f"{each.name} {draw.randrange(1, 1000)}"
            if value is not UNSET:
                made[each.name] = value
        return made

    def _examples(self, schema: Schema) -> list[Any]:
        name = related.named(self._api, schema)
        found = []
        for operation in self._api.operations:
            for response in operation.responses:
                for content in response.contents if response.is_success else ():
                    if content.schema and related.named(self._api, content.schema) == name:
                        found += [each.value for each in content.examples]
        return found


def _given(facets: Sequence[Schema]) -> list[Any]:
    """The values that the document itself names; empty where it names none."""
    for part in facets:
        if part.const is not UNSET:
            return [part.const]
        if part.enum is not None:
            return list(part.enum)
    return []


def _scalar(facets: Sequence[Schema], types: frozenset[str], draw: random.Random) -> Any:
    if "string" in types or not types:
        return _text(facets, draw)
    if "boolean" in types:
        return draw.random() < 0.5  # noqa: PLR2004 - either
    if types & {"integer", "number"}:
        return _number(facets, draw, whole="integer" in types)
    return UNSET if types else None


def _text(facets: Sequence[Schema], draw: random.Random) -> str:
    pattern = next((p for part in facets if (p := part.constraint("pattern"))), None)
    kind = next((part.format for part in facets if part.format in FORMATS), None)
    if kind is not None:
        return FORMATS[kind](draw)
    if pattern is not None:
        try:
            return str(rstr.Rstr(draw).xeger(pattern))
        except Exception:  # noqa: BLE001 - a dialect of expressions that Python does not read
            return "text"
    least, most = _limit(facets, "minLength", 0), _limit(facets, "maxLength", 10**6)
    return "text".ljust(least, "x")[:most]


def _number(facets: Sequence[Schema], draw: random.Random, *, whole: bool) -> float:
    step = next((m for part in facets if (m := part.constraint("multipleOf"))), None)
    low = max((n for p in facets if (n := p.constraint("minimum")) is not None), default=None)
    high = min((n for p in facets if (n := p.constraint("maximum")) is not None), default=None)
    above = max(
        (n for p in facets if (n := p.constraint("exclusiveMinimum")) is not None), default=None
    )
    below = min(
        (n for p in facets if (n := p.constraint("exclusiveMaximum")) is not None), default=None
    )
    low = above + 1 if low is None and above is not None else low
    high = below - 1 if high is None and below is not None else high
    low = (0 if high is None or high >= 0 else high - 100) if low is None else low
    high = low + 100 if high is None else high
    if step:
        return _multiple(low, step)
    return draw.randint(int(low), max(int(low), int(high))) if whole or high - low >= 1 else low


def _multiple(low: float, step: float) -> float:
    count = -(-low // step)
    return count * step


def _limit(facets: Sequence[Schema], keyword: str, usual: int) -> int:
    found = (part.constraint(keyword) for part in facets)
    return next((int(each) for each in found if isinstance(each, int | float)), usual)


def _moment(draw: random.Random) -> datetime:
    return EPOCH + timedelta(seconds=draw.randrange(365 * 86400))
