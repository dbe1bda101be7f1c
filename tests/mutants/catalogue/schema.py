"""Answers whose shape is not the documented one."""

from __future__ import annotations

from typing import Any

from mutants.exchange import Exchange
from mutants.makers.answers import Thing, alters, drops, nested, retypes
from mutants.makers.lists import pages
from mutants.mutant import Mutant, mutant, stored
from mutants.stage import Stage

COLOR_BASE = 16


def _drops_null(schema: str, attribute: str) -> Mutant:
    def edit(thing: Thing) -> None:
        if thing.get(attribute, "") is None:
            del thing[attribute]

    return alters(schema, attribute, "lacks when null", edit)


def _page(operation: str, schema: str, name: str, how: str, edit: Any, also: str = "") -> Mutant:
    clauses = f"{schema}Page.{name}.type"
    return pages(operation, how, edit, kind="schema", clauses=clauses, also=also)


def _set(name: str, old: Any, new: Any) -> Any:
    def edit(_: Exchange, page: Thing) -> None:
        if page[name] == old:
            page[name] = new

    return edit


def _lacks_previous(_: Exchange, page: Thing) -> None:
    del page["previous"]


def _lacks_last_next(_: Exchange, page: Thing) -> None:
    if page["next"] is None:
        del page["next"]


def _relative(_: Exchange, page: Thing) -> None:
    if page["next"] is not None:
        page["next"] = "?" + page["next"].partition("?")[2]


def _renamed(_: Exchange, page: Thing) -> None:
    page["items"] = page.pop("results")


def _unwrapped(operation: str, schema: str, how: str, pick: Any, clauses: str, also: str) -> Mutant:
    """No envelope at all."""

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if exchange.is_ok:
                exchange.answer = pick(exchange.answer["results"])

        stage.after(operation, edit)

    return mutant(
        f"{operation}-{how.replace(' ', '-')}",
        "schema",
        f"{operation} answers a page of {schema}, here {how}",
        clauses,
        change,
        also=f"{also} {operation}.pagination.complete {operation}.pagination.previous",
        because="there are no items and no links where they belong",
    )


def _seconds(moment: Any) -> Any:
    return 1_700_000_000 if moment else moment


def _day(moment: Any) -> Any:
    return moment and moment[:10]


def _rename_name(thing: Thing) -> None:
    thing["tag"] = thing.pop("name")


def _without_id(thing: Thing) -> None:
    thing["key"] = thing.pop("id")


MUTANTS = (
    drops("Room", "is_open"),
    drops("Room", "display_name", operations="listBrandRooms"),
    drops("Room", "organization", operations="listUserRooms", also="Room.organization.object_of"),
    drops("Room", "is_service_hours_enabled", operations="retrieveUserRoom"),
    drops("Tag", "hashed_name", operations="listOrganizationTags"),
    drops("Tag", "room_id", operations="createRoomTag"),
    drops("RoomOverview", "pending_chat_count", operations="retrieveUserRoomOverview"),
    drops("DomainLink", "domain_room", also="DomainLink.domain_room.object_of"),
    drops("Brand", "created_by_user", also="Brand.created_by_user.object_of"),
    drops("User", "organization_id", operations="listRoomUsers", also="listRoomUsers.members_only"),
    _drops_null("RoomSettings", "brand_id"),
    _drops_null("RoomQueue", "chat_picked_up_at"),
    _drops_null("Brand", "primary_color_code"),
    _drops_null("Room", "domain"),
    alters("SystemTag", "name", "is called tag", _rename_name),
    retypes(
        "Room",
        "is_online",
        "is a text",
        lambda value: str(value).lower(),
        also="Room.condition.humans_online_only_if_online",
        because="a text is not what has to be true",
    ),
    retypes("Room", "is_deleted", "is 0 or 1", int, operations="listRooms"),
    retypes(
        "Room",
        "id",
        "has no dashes",
        lambda value: value.replace("-", ""),
        operations="listUserRooms",
        also="retrieveUserRoom.200.success",
        because="the ids of the list lead nowhere",
    ),
    retypes(
        "Room",
        "organization",
        "is a list",
        lambda value: [value],
        operations="retrieveRoom",
        also="Room.organization.object_of",
    ),
    retypes(
        "Room",
        "sensitive_data_purge_ttl",
        "is a text",
        lambda value: value and str(value),
        operations="listRooms",
    ),
    retypes(
        "Room",
        "updated_by_user",
        "is a name",
        lambda value: value and value["full_name"],
        operations="listRooms",
        also="Room.updated_by_user.object_of",
    ),
    retypes("Room", "created_at", "is a date", _day, operations="listRooms"),
    retypes("Room", "updated_at", "is in seconds", _seconds, operations="updateRoom"),
    alters(
        "Room",
        "language_code",
        "is null for domain rooms",
        lambda room: room["domain"] and room.update(language_code=None),
        operations="listRooms",
    ),
    alters(
        "Room",
        "name",
        "is null when shared",
        lambda room: room["is_shared"] and room.update(name=None),
        operations="retrieveUserRoom listUserRooms",
    ),
    retypes("Tag", "created_at", "is in seconds", _seconds),
    retypes(
        "Tag",
        "hashed_name",
        "is null",
        lambda _: None,
        operations="listRoomTags",
        also="Tag.hashed_name.digest",
    ),
    retypes(
        "RoomOverview", "present_visitor_count", "is a text", str, operations="retrieveRoomOverview"
    ),
    retypes(
        "RoomOverview",
        "pending_chat_count",
        "is a fraction",
        lambda value: value + 0.5,
        operations="retrieveRoomOverview",
    ),
    retypes("RoomSettings", "is_ajax_tracking_enabled", "is 0 or 1", int),
    retypes(
        "RoomSettings",
        "analytics_object_type",
        "is none when unset",
        lambda value: value or "none",
        operations="retrieveRoomSettings",
    ),
    retypes(
        "RoomSettings", "created_at", "is null", lambda _: None, operations="updateRoomSettings"
    ),
    retypes(
        "RoomSettings",
        "is_auto_tagging_enabled",
        "is null while false",
        lambda value: value or None,
        operations="retrieveRoomSettings",
        also=stored("is_auto_tagging_enabled", "replaceRoomSettings", "updateRoomSettings")
        + " updateRoomSettings.partial",
        because="false is read back as null",
    ),
    retypes(
        "RoomSettings",
        "router",
        "is an id",
        lambda value: value and value["id"],
        also="RoomSettings.router.object_of",
    ),
    retypes(
        "DomainLink", "updated_at", "is a word", lambda _: "now", operations="createDomainLink"
    ),
    retypes(
        "DomainLink",
        "id",
        "is a number",
        lambda _: 7,
        operations="listDomainLinks",
        also="DomainLink.id.read_only",
    ),
    retypes(
        "RoomQueue", "current_position_in_queue", "is a text", lambda value: value and str(value)
    ),
    retypes(
        "RoomQueue", "initial_estimated_wait_time", "is a duration", lambda value: value and 60
    ),
    retypes("RoomQueue", "type", "is null", lambda _: None, operations="retrieveRoomQueue"),
    retypes(
        "Brand",
        "primary_color_code",
        "is a number",
        lambda value: value and int(value[1:], COLOR_BASE),
        operations="listBrands",
    ),
    retypes(
        "Brand",
        "logo_asset",
        "is a URL",
        lambda value: value and value["url"],
        also="Brand.logo_asset.object_of",
    ),
    retypes("Brand", "updated_at", "is null at first", lambda _: None, operations="createBrand"),
    retypes(
        "Brand",
        "name",
        "is a list",
        lambda value: [value],
        operations="replaceBrand",
        also="replaceBrand.name.stored",
        because="the answer to the write differs from what was sent",
    ),
    nested(
        "Brand",
        "logo_asset",
        "Asset.size.type",
        "size with unit",
        lambda asset: asset.update(size="10 kB"),
    ),
    nested(
        "Brand",
        "logo_asset",
        "Asset.width.type",
        "width in pixels",
        lambda asset: asset.update(width="25px"),
    ),
    nested(
        "Brand",
        "created_by_user",
        "User.is_bot.type",
        "is_bot is 0 or 1",
        lambda user: user.update(is_bot=0),
    ),
    nested(
        "Room",
        "organization",
        "Organization.name.type",
        "name is null",
        lambda found: found.update(name=None),
    ),
    nested(
        "RoomSettings",
        "router",
        "Router.id.type",
        "lacks its id",
        _without_id,
        also="RoomSettings.router.object_of",
    ),
    nested(
        "DomainLink",
        "room",
        "RoomReference.id.type",
        "lacks its id",
        _without_id,
        also="DomainLink.room.object_of",
    ),
    _page(
        "listRoomTags", "Tag", "previous", "has no previous", _lacks_previous, "pagination.previous"
    ),
    _page("listBrands", "Brand", "next", "has no next on the last page", _lacks_last_next),
    _page("listRooms", "Room", "next", "has false on the last page", _set("next", None, False)),
    _page(
        "listRoomUsers",
        "User",
        "previous",
        "has an empty previous",
        _set("previous", None, ""),
        "pagination.previous",
    ),
    _page(
        "listRoomQueues",
        "RoomQueue",
        "next",
        "has relative links",
        _relative,
        "pagination.complete pagination.previous",
    ),
    _page(
        "listSystemTags",
        "SystemTag",
        "results",
        "calls its results items",
        _renamed,
        "pagination.complete pagination.previous responses",
    ),
    _page(
        "listDomainLinks",
        "DomainLink",
        "results",
        "has null for no results",
        _set("results", [], None),
        "deleteDomainLink.deletion pagination.complete",
    ),
    _unwrapped(
        "listOrganizationTags",
        "Tag",
        "a bare list",
        lambda items: items,
        "listOrganizationTags.responses",
        "listOrganizationTags.all_rooms",
    ),
    _unwrapped(
        "listBrandRooms",
        "Room",
        "one bare room",
        lambda items: items[0] if items else {},
        "RoomPage.next.type RoomPage.previous.type RoomPage.results.type",
        "listBrandRooms.in_use listBrandRooms.responses",
    ),
)
