"""Where records lie, and what is found there: the first visit to a place finds some already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import quote

from clausegen.model import Api

from clausemock.behaviours import heeding
from clausemock.behaviours.hooks import Refused
from clausemock.derived.call import Call
from clausemock.derived.plan import PLACEHOLDER, Collection, Plan
from clausemock.derived.records import Records
from clausemock.derived.state import Record, State

FIRST = 3
"""Records that a collection holds before anybody comes."""
GONE = (404, 410, 400)


class Missing(Refused):
    """Nothing is where the path leads."""


class Places:
    """The places of one mock."""

    def __init__(
        self, api: Api, state: State, plan: Plan, records: Records, first: int = FIRST
    ) -> None:
        self._state = state
        self._records = records
        self._first = first
        self.heeding = heeding(api)
        items = {f"{each.path}/{{{each.parameter}}}": each for each in plan.collections}
        self._items = items
        self._above = {each.path: tuple(above(each.path, items)) for each in api.operations}

    def item(self, template: str) -> Collection | None:
        """The collection of the items that a template leads to."""
        return self._items.get(template)

    def reach(self, call: Call) -> None:
        """Everything that the path names above its end is there. Raises Refused."""
        for collection in self._above[call.operation.path]:
            place = concrete(collection.path, call.values)
            self.settle(collection, place, call.values)
            key = call.values[collection.parameter or ""]
            if self._state.get(place, key) is None:
                raise Refused(GONE, f"There is no {place}/{quote(key, safe='')}.")

    def settle(self, collection: Collection, place: str, values: Mapping[str, str]) -> None:
        """The first visit finds records there, unless a client made what is above."""
        if collection.parameter is None or self._state.is_visited(place):
            return
        with self._state.transaction():
            is_of_clients = PLACEHOLDER.search(collection.path) and collection.is_grown
            if not self._state.visit(place) or is_of_clients:
                return
            for number in range(1, self._first + 1):
                key, record = self._records.first(collection, place, number)
                self._state.put(place, key, _of_path(record, collection, values))

    def settle_all(self, plan: Plan) -> None:
        """Visits every place that there is."""
        for collection in sorted(plan.collections, key=lambda each: each.path.count("/")):
            for values in self._bindings(collection):
                place = concrete(collection.path, values)
                self.settle(collection, place, values)

    def _bindings(self, collection: Collection) -> Iterator[dict[str, str]]:
        """The values of the path's parameters, for all that lies above."""
        found: list[dict[str, str]] = [{}]
        for each in above(collection.path, self._items):
            found = [
                {**values, each.parameter or "": key}
                for values in found
                for key in self._state.keys(concrete(each.path, values))
            ]
        names = set(PLACEHOLDER.findall(collection.path))
        yield from (values for values in found if names <= values.keys())

    def found(self, collection: Collection, call: Call) -> tuple[str, str, Record]:
        """(place, key, record) of the path. Raises Missing if there is none, or Refused."""
        place = concrete(collection.path, call.values)
        key = call.values.get(collection.parameter or "", "")
        self.settle(collection, place, call.values)
        record = self._state.get(place, key)
        if record is None and collection.parameter is None:
            _, record = self._records.first(collection, place, 1)
            key = ""
            self._state.put(place, key, record)
        for each in self.heeding if record is not None or call.method == "PUT" else ():
            each.heed(record, call)
        if record is None:
            raise Missing(GONE, f"There is no {call.path}.")
        return place, key, record


def above(path: str, items: Mapping[str, Collection]) -> list[Collection]:
    """The collections of the items that a template names before its end."""
    steps = path.rstrip("/").split("/")
    found = (items.get("/".join(steps[:end])) for end in range(2, len(steps)))
    return [each for each in found if each is not None and each.parameter is not None]


def _of_path(record: Record, collection: Collection, values: Mapping[str, str]) -> Record:
    """What is named as a parameter of the path has its value."""
    for name, value in values.items():
        if name in record and name != collection.key:
            is_number = isinstance(record[name], int) and value.isdigit()
            record[name] = int(value) if is_number else value
    return record


def concrete(template: str, values: Mapping[str, str]) -> str:
    """A path with its parameters filled in."""
    parts = _parts(template)
    if len(parts) == 1:
        return template
    return "".join(
        part if not index % 2 else _filled(part, values) for index, part in enumerate(parts)
    )


@cache
def _parts(template: str) -> tuple[str, ...]:
    """Text, name, text, name, ..., text."""
    return tuple(PLACEHOLDER.split(template))


def _filled(name: str, values: Mapping[str, str]) -> str:
    return quote(values[name], safe="") if name in values else f"{{{name}}}"
