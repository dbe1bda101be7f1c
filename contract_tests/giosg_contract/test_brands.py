"""What the documentation of brands says once: one plain test a statement; see test_rooms.py."""

from __future__ import annotations

from clausecheck import ContractFailure, World, rule
from clausegen import Clause

from giosg_contract.reading import (
    PLAIN,
    agrees,
    holds,
    known_id,
    lacks,
    listed,
    reads,
    retrieved,
    written,
)


@rule("Brand.primary_color_code.null_default")
def test_primary_color_is_null(clause: Clause, world: World) -> None:
    """The attribute has to be sent, but may be null: the default colour is used then."""
    _may_be_null(clause, world, "primary_color_code")


@rule("Brand.secondary_color_code.null_default")
def test_secondary_color_is_null(clause: Clause, world: World) -> None:
    """The attribute has to be sent, but may be null: the default colour is used then."""
    _may_be_null(clause, world, "secondary_color_code")


def _may_be_null(clause: Clause, world: World, attribute: str) -> None:
    brand = world.create("createBrand", {attribute: "#549cd9"}).path
    exchange = world.call("updateBrand", path=brand, body={attribute: None})
    if not exchange.ok:
        raise ContractFailure(clause, expected="200 for null", exchange=exchange)
    reads(clause, retrieved(world, "retrieveBrand", brand), attribute, None)
    body = world.body_for("createBrand", {attribute: None})
    exchange = world.call("createBrand", body=body)
    if not exchange.ok:
        raise ContractFailure(clause, expected="201 for null", exchange=exchange)


@rule("Brand.logo_asset_id.image_only")
def test_logo_is_an_image(clause: Clause, world: World) -> None:
    """A logo has to be an asset of the kind image. Which refusal comes is not said."""
    for wrong in (known_id(world, "other_asset_id"), world.uuid()):
        for operation in ("createBrand", "replaceBrand", "updateBrand"):
            path, body = world.request_for(operation, overrides={"logo_asset_id": wrong})
            exchange = world.call(operation, path=path, body=body)
            if exchange.status not in {400, 404}:
                raise ContractFailure(clause, expected="400 or 404", exchange=exchange)


@rule("listBrandRooms.in_use")
def test_rooms_that_use_a_brand(clause: Clause, world: World) -> None:
    """A room is listed from the moment its settings use the brand until they use it no longer."""
    room = world.create("createRoom").path["room_id"]
    brand = world.create("createBrand").path["brand_id"]
    for value in (None, brand, None):
        body = {**PLAIN, "brand_id": value}
        written(world, "updateRoomSettings", {"room_id": room}, body)
        settings, _ = retrieved(world, "retrieveRoomSettings", {"room_id": room})
        rooms = listed(world, "listBrandRooms", {"brand_id": brand})
        is_used = settings.get("brand_id") is not None
        (holds if is_used else lacks)(clause, rooms, room)


@rule("listBrandRooms.shared_rooms")
def test_shared_rooms_that_use_a_brand(clause: Clause, world: World) -> None:
    """Settings are an organization's own, so a partner's room may use our brand."""
    room = {"room_id": known_id(world, "shared_room_id")}
    brand = world.create("createBrand").path["brand_id"]
    before, _ = retrieved(world, "retrieveRoomSettings", room)
    written(world, "updateRoomSettings", room, {"brand_id": brand})
    try:
        holds(clause, listed(world, "listBrandRooms", {"brand_id": brand}), room["room_id"])
    finally:
        body = {"brand_id": before.get("brand_id")}
        world.call("updateRoomSettings", path=room, body=body)


@rule("listBrandRooms.as_retrieved")
def test_rooms_of_a_brand_are_shown(clause: Clause, world: World) -> None:
    """The rooms that use a brand are shown as they are alone."""
    room = {"room_id": world.create("createRoom").path["room_id"]}
    brand = world.create("createBrand").path["brand_id"]
    written(world, "updateRoomSettings", room, {**PLAIN, "brand_id": brand})
    written(world, "updateRoom", room, {"name": world.text()})
    rooms = listed(world, "listBrandRooms", {"brand_id": brand})
    agrees(clause, rooms, retrieved(world, "retrieveRoom", room))


@rule("listBrands.as_retrieved")
def test_list_shows_the_brand(clause: Clause, world: World) -> None:
    """The list shows a brand as it is after a change, like the brand alone."""
    brand = world.create("createBrand").path
    changed = {"name": world.text(), "primary_color_code": None}
    written(world, "updateBrand", brand, changed)
    agrees(clause, listed(world, "listBrands"), retrieved(world, "retrieveBrand", brand))
