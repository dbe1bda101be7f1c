"""A sequence of calls, told together with what must come of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from clausecheck import Ended, Exchange, NotChecked, Teller, World, object_or_none, shown

from giosg_contract.oracle.model import Model, Room
from giosg_contract.reading import Resource


class Story:
    """What has happened so far, and what must come of it."""

    def __init__(self, world: World, known: Container[str] = ()) -> None:
        self.world = world
        self.model = Model()
        self.teller = Teller(world, known)
        self.call, self.breaks = self.teller.call, self.teller.breaks
        self.must = self.teller.must

    def made(self, exchange: Exchange) -> str:
        """The id of what a call created."""
        found = (object_or_none(exchange) or {}).get("id")
        if not isinstance(found, str):
            raise Ended
        return found

    def see_settings(self, room: Room, sent: Container[str]) -> None:
        """Compares what is known of them; `sent` was written just now."""
        exchange = self.call("retrieveRoomSettings", room.path)
        self.must(exchange, 200, clause="retrieveRoomSettings.200.success")
        settings = object_or_none(exchange) or {}
        for name, value in room.settings.items():
            if settings.get(name) != value:
                clause = f"updateRoomSettings.{name}.stored"
                if name not in sent:
                    clause = "updateRoomSettings.partial"
                elif value is None:
                    clause = "RoomSettings.brand_id.null_default_theme"
                expected, observed = f"{name} is {shown(value)}", shown(settings.get(name))
                self.breaks(clause, expected, observed, seen=exchange)

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
            self.world.call("deleteRoom", path=room.path)
        for brand in self.model.living_brands:
            self.world.call("deleteBrand", path=brand.path)
