"""The oracle: rooms, tags, links, settings and brands as the documentation describes them.

It remembers only what is promised. What the documentation leaves open is forgotten, so that it is
never compared: attributes that a PUT left out, the brand of a room whose brand was deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Record:
    """What was written to one resource and has to be read back."""

    path: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    writers: dict[str, str] = field(default_factory=dict)
    """Which operation wrote each value."""

    def write(self, operation: str, sent: Mapping[str, Any]) -> None:
        self.values |= sent
        self.writers |= dict.fromkeys(sent, operation)

    def forget(self, attributes: Iterable[str]) -> None:
        for each in attributes:
            self.values.pop(each, None)


@dataclass(slots=True)
class Room:
    record: Record
    settings: Record
    is_deleted: bool = False
    tags: list[str] = field(default_factory=list)
    removed_tags: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    """Ids of the domain rooms that it is linked to."""
    unlinked: set[str] = field(default_factory=set)
    """Ids of domain rooms that it was linked to once."""

    @property
    def id(self) -> str:
        return self.record.path["room_id"]

    @property
    def domain(self) -> str | None:
        value: str | None = self.record.values["domain"]
        return value


@dataclass(slots=True)
class Brand:
    record: Record
    is_deleted: bool = False

    @property
    def id(self) -> str:
        return self.record.path["brand_id"]


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
            if each.settings.values.get("brand_id") == brand.id:
                each.settings.forget(["brand_id"])
