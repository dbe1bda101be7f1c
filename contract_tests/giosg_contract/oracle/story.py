"""A sequence of calls, told together with what must come of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from clausecheck import Ended, Exchange, NotChecked, Teller, World, object_or_none, shown

from giosg_contract.oracle.model import Model, Record
from giosg_contract.reading import Resource

NULLS = {
    "brand_id": "RoomSettings.brand_id.null_default_theme",
    "domain": "Room.domain.custom_room",
    "primary_color_code": "Brand.primary_color_code.null_default",
    "secondary_color_code": "Brand.secondary_color_code.null_default",
    "sensitive_data_purge_ttl": "Room.sensitive_data_purge_ttl.null_disables",
}
"""What the documentation says of these attributes being null."""


class Story:
    """What has happened so far, and what must come of it."""

    def __init__(self, world: World, known: Container[str] = ()) -> None:
        self.world = world
        self.model = Model()
        self.teller = Teller(world, known)
        self.teller.names |= {it: f"<{name}>" for name, it in world.api.actor("admin").own.items()}
        self.call, self.breaks = self.teller.call, self.teller.breaks
        self.must = self.teller.must

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
        """Every item of a list, and its first page. A list that cannot be read ends the story."""
        try:
            found = self.teller.all(operation, path, query)
        except NotChecked as reason:
            raise Ended from reason
        return list(found.items), found.pages[0]

    def tidy_up(self) -> None:
        """Removes what the story made, so that the lists of the next one are short."""
        for room in self.model.living_rooms:
            self.world.call("deleteRoom", path=room.record.path)
        for brand in self.model.living_brands:
            self.world.call("deleteBrand", path=brand.record.path)

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
