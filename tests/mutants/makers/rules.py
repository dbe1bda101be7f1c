"""Statements that the documentation makes once: each is broken where the mock keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
from clausemock.behaviours.deletion import Deletion
from clausemock.store import Query, Record, Store
from giosg_mock.brands import Brands
from giosg_mock.mock import Mock, caller
from giosg_mock.rooms import Rooms
from giosg_mock.settings import Settings

from mutants.exchange import Exchange
from mutants.makers.state import requery, without
from mutants.mutant import Kind, Mutant, mutant
from mutants.stage import Stage

Change = Callable[[Stage], None]

FIRST_ROOM_TAG = """
    SELECT tag.* FROM tag WHERE tag.room_id = (
        SELECT room.id FROM room WHERE room.organization_id = tag.organization_id
        ORDER BY room.created_at LIMIT 1)"""
"""The tags of each organization's first room."""
COLLEAGUES_ROOM = """
    SELECT visible_room.*, user.id AS user_id
    FROM visible_room JOIN user ON user.organization_id = visible_room.viewer_id"""
"""Every room of a user's organization, as if the user had a permission to it."""


def breaks_rule(
    rule: str, how: str, change: Change, *, where: str = "", kind: Kind = "one-off", also: str = ""
) -> Mutant:
    """`where`: the operation in which it is broken, if it is kept in others."""
    name = f"{rule}-not{f'-in-{where}' if where else ''}"
    return mutant(name, kind, how, rule, change, also=also, because="they see the same")


def writes_to_partners(operation: str) -> Change:
    """A shared room is written to as if it was an own one."""

    def change(stage: Stage) -> None:
        def make(own_room: Any) -> Any:
            def any_room(mock: Mock, call: Any) -> Record:
                room = mock.access.found(call, "room_id")
                if stage.operation == operation and _is_foreign(room, call):
                    return room
                own: Record = own_room(mock, call)
                return own

            return any_room

        stage.patch(Mock, "own_room", make)

    return change


def accepts_deleting_partners(stage: Stage) -> None:
    """The deletion of a shared room is accepted; the room stays, as others need it."""

    def make(delete: Any) -> Any:
        def harmless(rooms: Rooms, call: Any, **values: str) -> None:
            if not _is_foreign(rooms._mock.access.found(call, "room_id"), call):
                delete(rooms, call, **values)

        return harmless

    stage.patch(Rooms, "delete_room", make)


def _is_foreign(room: Record, call: Any) -> bool:
    return bool(room["organization_id"] != caller(call).user["organization_id"])


def takes_any_asset(operation: str) -> Change:
    def change(stage: Stage) -> None:
        def make(faults: Any) -> Any:
            def fewer(brands: Brands, asset_id: str, organization_id: str) -> Any:
                asset = brands._mock.store.get("asset", asset_id)
                is_own = asset is not None and asset["organization_id"] == organization_id
                is_let = is_own and stage.operation == operation
                return {} if is_let else faults(brands, asset_id, organization_id)

            return fewer

        stage.patch(Brands, "_logo_faults", make)

    return change


def uses_the_owners_settings(*operations: str) -> Change:
    """In these operations, or in all."""

    def change(stage: Stage) -> None:
        def make(settings_of: Any) -> Any:
            def owners(settings: Settings, call: Any) -> Any:
                if not operations or stage.operation in operations:
                    room = settings._mock.access.found(call, "room_id")
                    owner = {"organization_id": room["organization_id"]}
                    call = replace(call, raw_path_values={**call.raw_path_values, **owner})
                return settings_of(settings, call)

            return owners

        stage.patch(Settings, "_settings", make)

    return change


def removes_all_links(stage: Stage) -> None:
    def make(delete: Any) -> Any:
        def more(kept: Deletion, operation: str, store: Store, table: str, record: Record) -> None:
            if table == "domain_link":
                store.remove(table, room_id=record["room_id"])
            else:
                delete(kept, operation, store, table, record)

        return more

    stage.patch(Deletion, "delete", make)


def leaves_shares(stage: Stage) -> None:
    def make(remove: Any) -> Any:
        def less(store: Store, table: str, **where: Any) -> int:
            return 0 if table == "share" else int(remove(store, table, **where))

        return less

    stage.patch(Store, "remove", make)


def hides_picked_up(stage: Stage) -> None:
    def edit(exchange: Exchange) -> None:
        if exchange.is_ok and exchange.answer["chat_picked_up_at"] is not None:
            exchange.reply(404, {"detail": "There is no such entry."})

    stage.after("retrieveRoomQueue", edit)


def hides_renamed_shares(stage: Stage) -> None:
    """Not all shared rooms: nothing else could be asked about them."""

    def edit(exchange: Exchange) -> None:
        room = exchange.answer if exchange.is_ok else None
        if room and room["is_shared"] and room["display_name"] != room["name"]:
            exchange.reply(404, {"detail": "There is no such room."})

    stage.after("retrieveRoom", edit)


def looks_at_colleagues(operation: str) -> Change:
    """What the user's organization has counts as given to the user."""

    def change(stage: Stage) -> None:
        stage.add_view("colleagues_room", COLLEAGUES_ROOM)
        requery(operation, "permitted_room", _from("colleagues_room"))(stage)

    return change


def lists_tags_of_the_first_room(stage: Stage) -> None:
    stage.add_view("first_room_tag", FIRST_ROOM_TAG)
    requery("listOrganizationTags", "tag", _from("first_room_tag"))(stage)


def lists_any_room(stage: Stage) -> None:
    """In place of the rooms that use a brand."""

    def make(query: Query) -> Query:
        return without("brand_id")(_from("visible_room")(query))

    requery("listBrandRooms", "branded_room", make)(stage)


def _from(source: str) -> Callable[[Query], Query]:
    return lambda query: msgspec.structs.replace(query, source=source)
