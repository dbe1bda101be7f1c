"""What belongs to somebody else, shown or touched."""

from __future__ import annotations

from typing import Any

import msgspec
from clausemock.behaviours.visible_to import VisibleTo
from clausemock.store import Query

from mutants.makers.rules import breaks_rule, looks_at_colleagues, uses_the_owners_settings
from mutants.makers.state import requeries, requery, without
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage

ANY_ROOM = """
    SELECT room.*, organization.id AS viewer_id,
           room.organization_id IS NOT organization.id AS is_shared
    FROM room JOIN organization"""
"""Every room, as if it was shared to everybody."""


def _any_room(operation: str, how: str, clauses: str, also: str = "") -> Mutant:
    def make(query: Query) -> Query:
        return msgspec.structs.replace(query, source="any_room")

    shown = requeries(operation, "visible_room", how, make, clauses, also=also)

    def change(stage: Stage) -> None:
        stage.add_view("any_room", ANY_ROOM)
        shown.change(stage)

    return mutant(
        shown.id,
        "isolation",
        shown.statement,
        clauses,
        change,
        also=also,
        because="a room that is not shared any more is one of those",
    )


def _shows(operations: str, *attributes: str) -> Mutant:
    """Attributes that are for the owning organization only, shown to a partner."""
    names = operations.split()

    def change(stage: Stage) -> None:
        def make(hide: Any) -> Any:
            def fewer(behaviour: VisibleTo, schema: str, record: Any, way: Any) -> None:
                kept = {name: record[name] for name in attributes}
                hide(behaviour, schema, record, way)
                if stage.operation in names:
                    record.update(kept)

            return fewer

        stage.patch(VisibleTo, "hide", make)

    return mutant(
        f"{names[0]}-shows-{attributes[0]}-to-partners",
        "isolation",
        f"{' and '.join(attributes)} are for the owner of a room, here {operations} show them",
        " ".join(f"Room.{each}.visible_to" for each in attributes),
        change,
    )


MUTANTS = (
    _any_room(
        "listRooms",
        "lists the rooms of every organization",
        "listRooms.accessible_only",
        "deleteRoom.unshares",
    ),
    _any_room(
        "retrieveRoom",
        "reads the rooms of every organization",
        "retrieveRoom.404.room_not_found",
        "deleteRoom.unshares",
    ),
    requeries(
        "listBrands",
        "brand",
        "lists the brands of every organization",
        without("organization_id"),
        "Brand.organization_id.references",
        also="listBrands.403.no_organization_access",
        because="they are those of organizations without access",
    ),
    requeries(
        "retrieveBrand",
        "brand",
        "reads the brands of every organization",
        without("organization_id"),
        "retrieveBrand.404.brand_not_found",
        also="Brand.organization_id.references",
        because="the brand names another organization than the path",
    ),
    requeries(
        "updateBrand",
        "brand",
        "changes the brands of every organization",
        without("organization_id"),
        "updateBrand.404.brand_not_found",
        also="Brand.organization_id.references",
        because="the brand names another organization than the path",
    ),
    requeries(
        "deleteBrand",
        "brand",
        "deletes the brands of every organization",
        without("organization_id"),
        "deleteBrand.404.brand_not_found",
    ),
    requeries(
        "listOrganizationTags",
        "tag",
        "lists the tags of every organization",
        without("organization_id"),
        "listOrganizationTags.accessible_only",
    ),
    requeries(
        "listRoomTags",
        "tag",
        "lists the tags of every room",
        without("room_id"),
        "Tag.room_id.references",
    ),
    requeries(
        "deleteRoomTag",
        "tag",
        "deletes the tags of every room",
        without("room_id"),
        "deleteRoomTag.404.tag_not_found",
        also="deleteRoomTag.deletion",
        because="a tag of another room goes as well",
    ),
    requeries(
        "listDomainLinks",
        "domain_link",
        "lists the links of every room",
        without("room_id"),
        "DomainLink.room_id.references",
        also="DomainLink.organization_id.references deleteDomainLink.deletion",
        because="links of other organizations are among them, and links to the same domain room",
    ),
    requeries(
        "deleteDomainLink",
        "domain_link",
        "deletes the links of every room",
        without("room_id"),
        "deleteDomainLink.404.link_not_found",
    ),
    requeries(
        "listRoomQueues",
        "queue",
        "lists the queues of every room",
        without("room_id"),
        "RoomQueue.room_id.references",
        also="RoomQueue.organization_id.references",
        because="queues of rooms of other organizations are among them",
    ),
    requeries(
        "retrieveRoomQueue",
        "queue",
        "reads the queues of every room",
        without("room_id"),
        "RoomQueue.room_id.references",
        also="RoomQueue.organization_id.references",
        because="queues of rooms of other organizations are among them",
    ),
    requeries(
        "listBrandRooms",
        "branded_room",
        "lists the rooms of every brand",
        without("brand_id"),
        "listBrandRooms.in_use",
    ),
    requeries(
        "listBrandRooms",
        "branded_room",
        "lists own rooms only",
        lambda query: query.having(is_shared=False),
        "listBrandRooms.shared_rooms",
    ),
    requeries(
        "updateRoomSettings",
        "brand",
        "takes the brand of another organization",
        without("organization_id"),
        "RoomSettings.brand_id.references",
    ),
    breaks_rule(
        "listRoomUsers.members_only",
        "listRoomUsers lists members of the organization, here also users of partners",
        requery("listRoomUsers", "room_user", without("organization_id")),
        kind="isolation",
    ),
    breaks_rule(
        "listUserRooms.explicit_permission_only",
        "listUserRooms lists what the user was given, here all that the organization has",
        looks_at_colleagues("listUserRooms"),
        kind="isolation",
    ),
    breaks_rule(
        "retrieveUserRoom.no_permission",
        "retrieveUserRoom answers 404 without permission, here the room of the organization",
        looks_at_colleagues("retrieveUserRoom"),
        kind="isolation",
    ),
    breaks_rule(
        "RoomSettings.per_organization",
        "settings of a shared room are those of one organization, here of all",
        uses_the_owners_settings(),
        kind="isolation",
        also="RoomSettings.organization_id.read_only",
    ),
    breaks_rule(
        "RoomSettings.per_organization",
        "settings of a shared room are those of one organization, here PUT changes the owner's",
        uses_the_owners_settings("replaceRoomSettings"),
        where="replaceRoomSettings",
        kind="isolation",
    ),
    _shows("listRooms", "created_at"),
    _shows("listUserRooms retrieveUserRoom", "updated_at"),
    _shows("retrieveRoom", "updated_by_user_id", "updated_by_user"),
)
