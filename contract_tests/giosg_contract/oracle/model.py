"""The oracle: rooms, tags, links, settings and brands as the documentation describes them.

It remembers only what is promised, and of that what no story of any document can know: what rooms
and brands are to each other. What the documentation leaves open is forgotten, so that it is never
compared, such as the brand of a room whose brand was deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Room:
    path: Mapping[str, str]
    domain: str | None
    settings: dict[str, Any] = field(default_factory=dict)
    """What was written to them and has to be read back."""
    is_deleted: bool = False
    tags: list[str] = field(default_factory=list)
    removed_tags: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    """Ids of the domain rooms that it is linked to."""
    unlinked: set[str] = field(default_factory=set)
    """Ids of domain rooms that it was linked to once."""

    @property
    def id(self) -> str:
        return self.path["room_id"]


@dataclass(slots=True)
class Brand:
    path: Mapping[str, str]
    is_deleted: bool = False

    @property
    def id(self) -> str:
        return self.path["brand_id"]


@dataclass(slots=True)
class Model:
    rooms: list[Room] = field(default_factory=list)
    brands: list[Brand] = field(default_factory=list)

    @property
    def living_rooms(self) -> list[Room]:
        return [each for each in self.rooms if not each.is_deleted]

    @property
    def domain_rooms(self) -> list[Room]:
        return [each for each in self.living_rooms if each.domain is not None]

    @property
    def linkable_rooms(self) -> list[Room]:
        """Domain rooms that another room can be linked to."""
        return self.domain_rooms if len(self.living_rooms) > 1 else []

    @property
    def tagged_rooms(self) -> list[Room]:
        return [each for each in self.living_rooms if each.tags]

    @property
    def linked_rooms(self) -> list[Room]:
        return [each for each in self.living_rooms if each.links]

    @property
    def living_brands(self) -> list[Brand]:
        return [each for each in self.brands if not each.is_deleted]

    def delete_room(self, room: Room) -> None:
        """The room stays to be read. What links to it show now is not documented."""
        room.is_deleted = True
        for each in self.rooms:
            each.links = [link for link in each.links if link != room.id]
            each.unlinked.discard(room.id)

    def delete_brand(self, brand: Brand) -> None:
        """What the settings show that used the brand is not documented."""
        brand.is_deleted = True
        for each in self.rooms:
            if each.settings.get("brand_id") == brand.id:
                del each.settings["brand_id"]
