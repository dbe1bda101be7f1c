"""A sequence of calls, told together with what must come of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import unquote, urlsplit

from clausecheck import ContractFailure, Exchange, NotChecked, World, object_or_none, shown
from clausegen import UNSET

from giosg_contract.oracle.model import Model, Record
from giosg_contract.reading import Resource, listed

NULLS = {
    "brand_id": "RoomSettings.brand_id.null_default_theme",
    "domain": "Room.domain.custom_room",
    "primary_color_code": "Brand.primary_color_code.null_default",
    "secondary_color_code": "Brand.secondary_color_code.null_default",
    "sensitive_data_purge_ttl": "Room.sensitive_data_purge_ttl.null_disables",
}
"""What the documentation says of these attributes being null."""


class Ended(Exception):  # noqa: N818 - not an error: the story is over
    """The API already differs from the model in a known way, so the rest would tell nothing."""


class Story:
    """`known` holds ids of clauses that are known to be broken: a story ends where it meets one."""

    def __init__(self, world: World, known: Container[str] = ()) -> None:
        self.world = world
        self.model = Model()
        self.calls: list[str] = []
        self._known = known

    def call(
        self,
        operation: str,
        path: Mapping[str, str] | None = None,
        body: Any = UNSET,
        *,
        actor: str = "admin",
    ) -> Exchange:
        exchange = self.world.call(operation, path=path, body=body, actor=actor)
        payload = "" if body is UNSET else f" {shown(body)}"
        where = unquote(urlsplit(exchange.url).path)
        status = exchange.status or "no answer"
        self.calls.append(f"{actor}: {exchange.method} {where}{payload} -> {status}")
        return exchange

    def breaks(
        self, clause: str, expected: str, observed: str | None = None, *, seen: Exchange
    ) -> None:
        """The API did not do what the model did."""
        if clause in self._known:
            raise Ended
        raise ContractFailure(
            self.world.clause(clause),
            expected=expected,
            observed=observed,
            exchange=seen,
            detail=f"after these calls\n{self._told()}",
        )

    def must(self, exchange: Exchange, *statuses: int, clause: str) -> None:
        """The call had to be answered with one of these statuses."""
        if exchange.status not in statuses:
            wanted = " or ".join(map(str, statuses))
            self.breaks(clause, wanted, seen=exchange)

    def made(self, exchange: Exchange) -> str:
        """The id of what a call created."""
        found = (object_or_none(exchange) or {}).get("id")
        if not isinstance(found, str):
            raise Ended
        return found

    def see(
        self,
        retrieve: str,
        record: Record,
        *,
        after: str | None = None,
        sent: Container[str] = (),
        blame: str | None = None,
    ) -> Resource:
        """Reads a resource and compares all that is known of it.

        `after` wrote `sent` just now. A difference in something else is a side effect of it; with
        `blame` each difference breaks that clause.
        """
        exchange = self.call(retrieve, record.path)
        self.must(exchange, 200, clause=blame or f"{retrieve}.200.success")
        resource = object_or_none(exchange) or {}
        for name, value in record.values.items():
            if resource.get(name) != value:
                clause = blame or self._clause_about(name, record, after, sent)
                expected, observed = f"{name} is {shown(value)}", shown(resource.get(name))
                self.breaks(clause, expected, observed, seen=exchange)
        return resource

    def compare(
        self,
        found: tuple[list[Resource], Exchange],
        present: AbstractSet[str],
        absent: AbstractSet[str] = frozenset(),
        *,
        clause: str,
        attribute: str = "id",
    ) -> None:
        """A list has to hold some items, each once, and must not hold others."""
        items, exchange = found
        values = [value for each in items if isinstance(value := each.get(attribute), str)]
        wrong = [f"{each} is missing" for each in sorted(present - set(values))]
        wrong += [f"{each} is listed" for each in sorted(absent & set(values))]
        wrong += [f"{each} comes twice" for each in sorted(present) if values.count(each) > 1]
        if wrong:
            expected = f"{len(present)} known items once each, {len(absent)} others not at all"
            self.breaks(clause, expected, wrong[0], seen=exchange)

    def all(
        self,
        operation: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> tuple[list[Resource], Exchange]:
        """Every item of a list. A list that cannot be read ends the story."""
        try:
            items, exchange = listed(self.world, operation, path, query=query)
        except NotChecked as reason:
            raise Ended from reason
        told = "".join(f"?{name}={shown(value)}" for name, value in (query or {}).items())
        where = unquote(urlsplit(exchange.url).path)
        self.calls.append(f"admin: GET {where}{told} -> {len(items)} items on all its pages")
        return items, exchange

    def tidy_up(self) -> None:
        """Removes what the story made, so that the lists of the next one are short."""
        for room in self.model.living_rooms:
            self.world.call("deleteRoom", path=room.record.path)
        for brand in self.model.living_brands:
            self.world.call("deleteBrand", path=brand.record.path)

    def _told(self) -> str:
        """The calls, numbered, with names in place of ids."""
        text = "\n".join(f"    {n}. {each}" for n, each in enumerate(self.calls, 1))
        names = {value: f"<{name}>" for name, value in self.world.api.actor("admin").own.items()}
        names |= {each.id: f"<room {n}>" for n, each in enumerate(self.model.rooms, 1)}
        names |= {each.id: f"<brand {n}>" for n, each in enumerate(self.model.brands, 1)}
        for value, name in names.items():
            text = text.replace(value, name)
        return text

    def _clause_about(
        self, name: str, record: Record, after: str | None, sent: Container[str]
    ) -> str:
        if name == "domain" and after != record.writers[name]:
            return "Room.domain.mutability"
        partial = f"{after}.partial"
        if name not in sent and partial in self.world.contract.by_id:
            return partial
        if record.values[name] is None and name in NULLS:
            return NULLS[name]
        return f"{record.writers[name]}.{name}.stored"
