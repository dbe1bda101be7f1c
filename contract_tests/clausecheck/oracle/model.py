"""The oracle: rooms, tags, links, settings and brands as the documentation describes them.

It remembers only what is promised. What the documentation leaves open is forgotten (`UNKNOWN`), so
that it is never compared: the brand of a room whose brand was deleted, the tags of a deleted room.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

UNKNOWN: Final = object()
"""Not promised, so not compared."""


@dataclass(slots=True)
class Room:
    id: str
    attributes: dict[str, Any]
    is_deleted: bool = False
    tags: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    """Ids of the domain rooms that were linked."""
    settings: dict[str, Any] = field(default_factory=dict)
    """What was written and holds; an attribute that was never written is absent."""

    @property
    def is_domain_room(self) -> bool:
        return self.attributes.get("domain") is not None


@dataclass(slots=True)
class Brand:
    id: str
    attributes: dict[str, Any]
    is_deleted: bool = False


@dataclass(slots=True)
class Model:
    rooms: dict[str, Room] = field(default_factory=dict)
    brands: dict[str, Brand] = field(default_factory=dict)

    def living_rooms(self) -> list[str]:
        return [room.id for room in self.rooms.values() if not room.is_deleted]

    def domain_rooms(self) -> list[str]:
        return [id_ for id_ in self.living_rooms() if self.rooms[id_].is_domain_room]

    def living_brands(self) -> list[str]:
        return [brand.id for brand in self.brands.values() if not brand.is_deleted]

    def rooms_with(self, brand_id: str) -> set[str]:
        """Living rooms whose settings use the brand."""
        rooms = (self.rooms[id_] for id_ in self.living_rooms())
        return {room.id for room in rooms if room.settings.get("brand_id") == brand_id}

    def rooms_without(self, brand_id: str) -> set[str]:
        """Living rooms whose settings are known to use another brand, or none."""
        rooms = (self.rooms[id_] for id_ in self.living_rooms())
        return {
            room.id
            for room in rooms
            if room.settings.get("brand_id", UNKNOWN) not in (brand_id, UNKNOWN)
        }

    def delete_room(self, room_id: str) -> None:
        """A deleted room keeps its attributes; links to it are no longer promised."""
        self.rooms[room_id].is_deleted = True
        for room in self.rooms.values():
            room.links.discard(room_id)

    def delete_brand(self, brand_id: str) -> None:
        """What a room shows whose brand is gone is not documented."""
        self.brands[brand_id].is_deleted = True
        for room in self.rooms.values():
            if room.settings.get("brand_id") == brand_id:
                room.settings["brand_id"] = UNKNOWN
