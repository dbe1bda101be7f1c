"""What happens to brands, and to the settings of the rooms that use them, in a story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausecheck import object_or_none

from giosg_contract.oracle.model import Brand, Record, Room
from giosg_contract.oracle.story import Story
from giosg_contract.reading import PLAIN


def create(story: Story, colors: Mapping[str, str | None]) -> None:
    sent = {"name": story.world.text(), **colors}
    exchange = story.call("createBrand", body=sent)
    story.must(exchange, 201, clause="createBrand.201.success")
    record = Record({"brand_id": story.made(exchange)})
    record.write("createBrand", sent)
    story.model.brands.append(Brand(record))
    story.teller.names[record.path["brand_id"]] = f"<brand {len(story.model.brands)}>"
    story.see("retrieveBrand", record, after="createBrand", sent=sent)


def update(story: Story, brand: Brand, sent: Mapping[str, str | None]) -> None:
    exchange = story.call("updateBrand", brand.record.path, sent)
    story.must(exchange, 200, clause="updateBrand.200.success")
    brand.record.write("updateBrand", sent)
    story.see("retrieveBrand", brand.record, after="updateBrand", sent=sent)


def replace(story: Story, brand: Brand, colors: Mapping[str, str | None]) -> None:
    sent = {"name": story.world.text(), **colors}
    exchange = story.call("replaceBrand", brand.record.path, sent)
    story.must(exchange, 200, clause="replaceBrand.200.success")
    brand.record.write("replaceBrand", sent)
    story.see("retrieveBrand", brand.record, after="replaceBrand", sent=sent)


def delete(story: Story, brand: Brand) -> None:
    """A brand goes for good, also while it is in use."""
    exchange = story.call("deleteBrand", brand.record.path)
    story.must(exchange, 204, clause="deleteBrand.204.success")
    story.model.delete_brand(brand)
    exchange = story.call("retrieveBrand", brand.record.path)
    still = (object_or_none(exchange) or {}).get("id") == brand.id
    clause = "deleteBrand.deletion" if still else "retrieveBrand.404.brand_not_found"
    story.must(exchange, 404, clause=clause)


def use(story: Story, room: Room, brand: Brand | None) -> None:
    """The settings of a room name its brand, or none."""
    sent = {"brand_id": None if brand is None else brand.id}
    tune(story, room, sent)


def tune(story: Story, room: Room, switches: Mapping[str, Any]) -> None:
    sent = {**PLAIN, **switches}
    exchange = story.call("updateRoomSettings", room.record.path, sent)
    story.must(exchange, 200, clause="updateRoomSettings.200.success")
    room.settings.write("updateRoomSettings", sent)
    story.see("retrieveRoomSettings", room.settings, after="updateRoomSettings", sent=sent)


def look(story: Story) -> None:
    """Brands are listed while they live."""
    living = {each.id for each in story.model.living_brands}
    deleted = {each.id for each in story.model.brands} - living
    found = story.all("listBrands")
    story.compare(found, set(), deleted, clause="deleteBrand.deletion")
    story.compare(found, living, clause="listBrands.pagination.complete")


def look_in_use(story: Story, brand: Brand) -> None:
    """A brand lists the rooms that use it. Whether deleted rooms are among them is open."""
    rooms = story.model.living_rooms
    used = {each.id: each.settings.values.get("brand_id", brand.id) for each in rooms}
    known = {each.id for each in rooms if "brand_id" in each.settings.values}
    present = {room for room in known if used[room] == brand.id}
    found = story.all("listBrandRooms", brand.record.path)
    story.compare(found, present, known - present, clause="listBrandRooms.in_use")
