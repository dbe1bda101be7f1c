"""What happens to brands in a story, and to the settings of the rooms that use them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from giosg_contract.oracle.model import Brand, Room
from giosg_contract.oracle.story import Story
from giosg_contract.reading import PLAIN

COLORLESS = {"primary_color_code": None, "secondary_color_code": None}


def create(story: Story) -> None:
    exchange = story.call("createBrand", body={"name": story.world.text(), **COLORLESS})
    story.must(exchange, 201, clause="createBrand.201.success")
    path = {"brand_id": story.made(exchange)}
    story.model.brands.append(Brand(path))
    story.teller.names[path["brand_id"]] = f"<brand {len(story.model.brands)}>"


def delete(story: Story, brand: Brand) -> None:
    """A brand goes for good, also while it is in use."""
    exchange = story.call("deleteBrand", brand.path)
    story.must(exchange, 204, clause="deleteBrand.204.success")
    story.model.delete_brand(brand)


def use(story: Story, room: Room, brand: Brand | None) -> None:
    """The settings of a room name its brand, or none."""
    tune(story, room, {"brand_id": None if brand is None else brand.id})


def tune(story: Story, room: Room, switches: Mapping[str, Any]) -> None:
    sent = {**PLAIN, **switches}
    exchange = story.call("updateRoomSettings", room.path, sent)
    story.must(exchange, 200, clause="updateRoomSettings.200.success")
    room.settings |= sent
    story.see_settings(room, sent)


def look_in_use(story: Story, brand: Brand) -> None:
    """A brand lists the rooms that use it. Whether deleted rooms are among them is open."""
    rooms = story.model.living_rooms
    used = {each.id: each.settings.get("brand_id", brand.id) for each in rooms}
    known = {each.id for each in rooms if "brand_id" in each.settings}
    present = {room for room in known if used[room] == brand.id}
    found = story.all("listBrandRooms", brand.path)
    story.compare(found, present, known - present, clause="listBrandRooms.in_use")
