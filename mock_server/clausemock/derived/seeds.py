"""Data of one's own: records by place and key, read from a file, held against the document.

    ["/shops"."7"]            # the path of the collection, then what names the record in it
    name = "Corner"
    ["/shops/7/offers"."1"]   # below a record of this file
    price = 3

What a record leaves out starts as after a creation. `members` lists what was made, and is listed,
under another path: `"/towns/2/shops" = ["/shops/7"]`. JSON holds the same in an object.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from clausegen.model import Api
from clausegen.words.references import References

from clausemock.derived.facts import Facts
from clausemock.derived.held import violations
from clausemock.derived.places import above
from clausemock.derived.plan import PLACEHOLDER, Collection, Plan, trimmed
from clausemock.derived.records import Records
from clausemock.derived.state import Record, State
from clausemock.guest import SeedError

MEMBERS = "members"


class Seed(msgspec.Struct, frozen=True):
    """What a mock holds at its start."""

    records: Mapping[str, Mapping[str, Record]]
    """By place and key."""
    members: Mapping[str, tuple[str, ...]] = {}
    """Paths of records, by the other path under which they are listed."""


class Seeds:
    """The seeds of one document."""

    def __init__(self, api: Api, plan: Plan, records: Records) -> None:
        self._api = api
        self._records = records
        self._facts: Facts = records.facts
        self._plan = plan
        self._items = {f"{each.path}/{{{each.parameter}}}": each for each in plan.collections}

    def seed(self, told: Any) -> Seed:
        """What a file or a request told. Raises SeedError."""
        if not isinstance(told, dict):
            raise SeedError("a seed is a table of places")
        members = told.get(MEMBERS, {})
        places = {place: each for place, each in told.items() if place != MEMBERS}
        for place, records in places.items():
            collection = self._collection(place)
            if not isinstance(records, dict):
                raise SeedError(f'"{place}" holds tables by key: ["{place}"."1"]')
            self._check_above(place, collection, places)
            for key, record in records.items():
                self._check(collection, place, key, record, places)
        self._check_members(members, places)
        return Seed(places, {through: tuple(each) for through, each in members.items()})

    def fill(self, state: State, seed: Seed) -> None:
        """Puts everything where it belongs, in place of all that is there."""
        with state.transaction():
            state.clear()
            for place, records in seed.records.items():
                collection = self._collection(place)
                for number, (key, given) in enumerate(records.items(), 1):
                    state.put(
                        place, key, self._records.given(collection, place, number, key, given)
                    )
            for through, paths in seed.members.items():
                for place, _, key in (path.rpartition("/") for path in paths):
                    state.join(through, place, unquote(key))

    def _collection(self, place: str) -> Collection:
        for each in self._plan.collections:
            pattern = each.path.split("/")
            steps = place.split("/")
            if len(steps) == len(pattern) and all(
                PLACEHOLDER.search(wanted) or wanted == step
                for wanted, step in zip(pattern, steps, strict=True)
            ):
                return each
        known = sorted(each.path for each in self._plan.collections)
        raise SeedError(f'"{place}": the document keeps nothing there{_near(place, known)}')

    def _check_above(self, place: str, collection: Collection, places: Mapping[str, Any]) -> None:
        """Everything that the place names is in the file as well."""
        steps = place.split("/")
        for each in above(collection.path, self._items):
            depth = each.path.count("/") + 1
            parent, key = "/".join(steps[:depth]), unquote(steps[depth])
            known = places.get(parent, {})
            if key not in known:
                raise SeedError(f'"{place}": there is no ["{parent}"."{key}"]{_near(key, known)}')

    def _check(
        self, collection: Collection, place: str, key: str, record: Any, places: Mapping[str, Any]
    ) -> None:
        where = f'["{place}"."{key}"]'
        if not isinstance(record, dict):
            raise SeedError(f"{where} is no table of attributes")
        known = {each.name: each for each in self._facts.attributes(collection.schema)}
        for name, value in record.items():
            fact = known.get(name)
            if fact is None:
                near = _near(name, known)
                is_closed = collection.schema and self._facts.is_closed(collection.schema)
                if known and (near or is_closed):
                    raise SeedError(f"{where} {name}: there is no such attribute{near}")
                continue
            for fault in violations(self._api, fact.schema, value, "response")[:1]:
                raise SeedError(f"{where} {name}: {fault}")
            if name == collection.key and str(value) != key:
                raise SeedError(f"{where} {name}: {value!r} is not the key")
            self._check_reference(where, name, value, fact.schema.words.get(References), places)

    def _check_reference(
        self, where: str, name: str, value: Any, word: References | None, places: Mapping[str, Any]
    ) -> None:
        """An id names something of this file, where the document says what it names."""
        if word is None or word.operation is None or value is None:
            return
        path = trimmed(self._api.operation(word.operation).path)
        parent, _, last = path.rpartition("/")
        if PLACEHOLDER.search(parent) or last != f"{{{word.parameter}}}":
            return
        known = places.get(parent, {})
        if str(value) not in known:
            raise SeedError(
                f'{where} {name}: there is no ["{parent}"."{value}"]{_near(str(value), known)}'
            )

    def _check_members(self, members: Any, places: Mapping[str, Any]) -> None:
        paths = [f"{place}/{quote(key, safe='')}" for place, some in places.items() for key in some]
        for through, named in members.items() if isinstance(members, dict) else ():
            for path in named:
                if path not in paths:
                    raise SeedError(
                        f'{MEMBERS} "{through}": there is no {path}{_near(str(path), paths)}'
                    )


def read(path: Path) -> Any:
    """What a file tells. Raises SeedError."""
    try:
        raw = path.read_bytes()
        if path.suffix == ".json":
            return msgspec.json.decode(raw)
        return _plain(tomllib.loads(raw.decode()))
    except OSError as error:
        raise SeedError(f"{path}: {error.strerror}") from error
    except (ValueError, msgspec.DecodeError) as error:
        raise SeedError(f"{path}: {error}") from error


def snapshot(state: State) -> dict[str, Any]:
    """Everything that a mock holds, as `seed` takes it."""
    told: dict[str, Any] = {}
    for place, key, record in state.everything():
        told.setdefault(place, {})[key] = record
    members: dict[str, list[str]] = {}
    for through, place, key in state.memberships():
        members.setdefault(through, []).append(f"{place}/{quote(key, safe='')}")
    return {**told, **({MEMBERS: members} if members else {})}


def written(told: Mapping[str, Any]) -> str:
    """As TOML, which has no null: what is null is left out."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    for place, records in told.items():
        if place == MEMBERS:
            yield from ("", f"[{MEMBERS}]")
            yield from (f"{_text(key)} = {_value(value)}" for key, value in records.items())
            continue
        for key, record in records.items():
            yield from ("", f"[{_text(place)}.{_text(key)}]")
            for name, value in record.items():
                if value is not None:
                    yield f"{_text(name)} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{_text(k)} = {_value(v)}" for k, v in value.items() if v is not None)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value if each is not None)}]"
    return _text(value) if isinstance(value, str) else msgspec.json.encode(value).decode()


def _text(text: str) -> str:
    """A basic string, which is written as in JSON but for one character."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


def _plain(value: Any) -> Any:
    """TOML's own times as texts."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    is_time = isinstance(value, datetime | date | time)
    return value.isoformat().replace("+00:00", "Z") if is_time else value


def _near(text: str, known: Any) -> str:
    found = get_close_matches(text, list(known), n=1, cutoff=0.5)
    return f"; did you mean {found[0]!r}?" if found else ""
