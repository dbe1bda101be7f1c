"""Read-only attributes that a payload changes."""

from __future__ import annotations

from mutants.makers.state import writable

ROOM = "createRoom replaceRoom updateRoom"
BRAND = "createBrand replaceBrand updateBrand"
SETTINGS = "replaceRoomSettings updateRoomSettings"


def _orders(operation: str, *names: str) -> str:
    return " ".join(f"{operation}.ordering.{each}" for each in ("default", *names))


BY_CREATION = " ".join(
    _orders(each, "created_at", "-created_at") for each in ("listRooms", "listUserRooms")
)
BY_UPDATE = "listUserRooms.ordering.updated_at listUserRooms.ordering.-updated_at"
FILTERS = "listRooms.filter.{0}.true listRooms.filter.{0}.false"
OF_USER = "listUserRooms.filter.{0}.true listUserRooms.filter.{0}.false"
NESTED_USER = "User.organization_id.type"

MUTANTS = (
    writable("Room", "id", "createRoom"),
    writable(
        "Room",
        "organization_id",
        "updateRoom",
        also="Room.organization.object_of Organization.name.type",
    ),
    writable("Room", "organization", "replaceRoom", also="Room.organization.object_of"),
    writable("Room", "display_name", ROOM),
    writable(
        "Room",
        "is_shared",
        "updateRoom",
        also=f"Room.is_shared.ownership {FILTERS} {OF_USER}".replace("{0}", "is_shared"),
    ),
    writable("Room", "created_at", ROOM, also=BY_CREATION),
    writable("Room", "updated_at", "replaceRoom updateRoom", also=BY_UPDATE),
    writable(
        "Room",
        "updated_by_user_id",
        "updateRoom",
        also=f"Room.updated_by_user.object_of {NESTED_USER}",
    ),
    writable(
        "Room",
        "is_online",
        "replaceRoom",
        also="Room.condition.online_only_if_open Room.condition.humans_online_only_if_online",
    ),
    writable(
        "Room", "is_humans_online", "createRoom", also="Room.condition.humans_online_only_if_online"
    ),
    writable("Room", "is_deleted", "updateRoom", also=FILTERS.format("is_deleted")),
    writable(
        "Room",
        "is_service_hours_enabled",
        "createRoom",
        also="Room.condition.open_without_service_hours",
    ),
    writable(
        "Room",
        "is_open",
        "updateRoom",
        also="Room.condition.open_without_service_hours Room.condition.online_only_if_open",
    ),
    writable("Room", "token", ROOM),
    writable("Tag", "created_at", "createRoomTag"),
    writable("Tag", "hashed_name", "createRoomTag"),
    writable("Tag", "room_id", "createRoomTag", also="Tag.room_id.references"),
    writable("RoomSettings", "id", "replaceRoomSettings"),
    writable(
        "RoomSettings",
        "organization_id",
        "updateRoomSettings",
        also="RoomSettings.organization.object_of Organization.name.type",
    ),
    writable(
        "RoomSettings",
        "room_id",
        SETTINGS,
        also="RoomSettings.room_id.references RoomSettings.room.object_of",
    ),
    writable("RoomSettings", "router", SETTINGS, also="RoomSettings.router.object_of"),
    writable("RoomSettings", "created_at", "updateRoomSettings"),
    writable("RoomSettings", "updated_at", "replaceRoomSettings"),
    writable("DomainLink", "id", "createDomainLink"),
    writable(
        "DomainLink",
        "organization_id",
        "createDomainLink",
        also="DomainLink.organization_id.references DomainLink.organization.object_of "
        "Organization.name.type",
    ),
    writable(
        "DomainLink",
        "room_id",
        "createDomainLink",
        also="DomainLink.room_id.references DomainLink.room.object_of",
    ),
    writable("DomainLink", "updated_at", "createDomainLink"),
    writable("Brand", "id", "createBrand"),
    writable(
        "Brand",
        "organization_id",
        "updateBrand",
        also="Brand.organization_id.references Brand.organization.object_of Organization.name.type",
    ),
    writable("Brand", "created_at", BRAND, also=_orders("listBrands", "created_at", "-created_at")),
    writable("Brand", "updated_at", "replaceBrand"),
    writable(
        "Brand",
        "created_by_user_id",
        "replaceBrand",
        also=f"Brand.created_by_user.object_of {NESTED_USER}",
    ),
    writable(
        "Brand",
        "updated_by_user",
        "updateBrand",
        also=f"Brand.updated_by_user.object_of {NESTED_USER}",
    ),
    writable("Brand", "logo_asset", BRAND, also="Brand.logo_asset.object_of"),
)
