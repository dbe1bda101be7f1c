"""Values at the edge, payloads of one attribute, and what a write leaves behind elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import giosg_mock.rooms
from clausemock.behaviours.deletion import Deletion
from clausemock.store import Query, Record, Store
from giosg_mock.brands import Brands
from giosg_mock.mock import Mock

from mutants.exchange import Exchange
from mutants.makers.answers import Thing, alters
from mutants.makers.payloads import rewrites
from mutants.makers.state import keeps
from mutants.mutant import Mutant, mutant, stored
from mutants.stage import Stage


def _needs(operation: str, attribute: str, also: str = "") -> Mutant:
    """A PATCH that does not go without one attribute."""

    def edit(exchange: Exchange) -> None:
        sent = exchange.sent
        if isinstance(sent, dict) and attribute not in sent and exchange.actor == "admin":
            exchange.reply(400, {attribute: ["This field is required."]})

    return mutant(
        f"{operation}-needs-{attribute}",
        "update",
        f"{operation} takes a subset, here not without {attribute}",
        f"{operation}.partial",
        lambda stage: stage.before(operation, edit),
        also=also,
        because="they send a subset, too",
    )


def _bare(operation: str, also: str = "") -> Mutant:
    def edit(exchange: Exchange) -> None:
        if exchange.is_ok:
            exchange.answer = exchange.answer["results"]

    return mutant(
        f"{operation}-answers-a-bare-array",
        "schema",
        f"{operation} answers a page, here the items alone",
        f"{operation}.200.success",
        lambda stage: stage.after(operation, edit),
        also=f"{operation}.responses {operation}.pagination.complete {also} "
        + " ".join(f"{operation}.ordering.{each}" for each in ORDERS),
        because="they see the same",
    )


def _stores(
    table: str,
    attribute: str,
    how: str,
    make: Callable[[Any], Any],
    operations: str,
    also: str = "",
) -> Mutant:
    def edit(record: Record, _: Record | None) -> None:
        record[attribute] = make(record[attribute])

    return keeps(
        table,
        how,
        edit,
        operations=operations,
        kind="update",
        clauses=stored(attribute, *operations.split()),
        also=also,
        because="they see the same" if also else "",
    )


def _keeps_old(table: str, attribute: str, operation: str) -> Mutant:
    """Null is accepted, and nothing happens."""

    def edit(record: Record, before: Record | None) -> None:
        if before is not None and record[attribute] is None:
            record[attribute] = before[attribute]

    return keeps(
        table,
        f"cannot take {attribute} away",
        edit,
        operations=operation,
        kind="update",
        clauses=stored(attribute, operation),
    )


def _also_deletes(operation: str, how: str, act: Any, clause: str, also: str = "") -> Mutant:
    def change(stage: Stage) -> None:
        def make(delete: Any) -> Any:
            def more(kept: Deletion, called: str, store: Store, table: str, record: Record) -> None:
                delete(kept, called, store, table, record)
                if called == operation:
                    act(store, record)

            return more

        stage.patch(Deletion, "delete", make)

    return mutant(
        f"{operation}-{how.replace(' ', '-')}",
        "lifecycle",
        f"{operation}: {how}",
        clause,
        change,
        also=also,
        because="they see the same" if also else "",
    )


def _domain_room(store: Store, link: Record) -> None:
    room = store.get("room", link["domain_room_id"])
    if room is not None:
        store.put("room", {**room, "is_deleted": True})


def _namesakes(store: Store, tag: Record) -> None:
    store.remove("tag", room_id=tag["room_id"])


def _newer_brands(store: Store, brand: Record) -> None:
    for each in store.select(Query("brand").having(organization_id=brand["organization_id"])):
        if each["name"].startswith("clausecheck"):
            store.remove("brand", id=each["id"])


def _fails(operation: str, how: str, when: Callable[[Exchange], bool]) -> Mutant:
    """Something that nobody documents is more than the server can take."""

    def edit(exchange: Exchange) -> None:
        if exchange.actor == "admin" and when(exchange):
            exchange.reply(500, {"detail": "boom"})

    return mutant(
        f"{operation}-fails-{how}",
        "schema",
        f"{operation} answers what is listed, here it fails {how.replace('-', ' ')}",
        f"{operation}.responses",
        lambda stage: stage.before(operation, edit),
    )


def _online(how: str, clause: str, edit: Callable[[Thing], Any], also: str = "") -> Mutant:
    return alters("Room", "is_online", how, edit, clauses=clause, also=also, kind="one-off")


def _always_online(room: Thing) -> None:
    room["is_online"] = room["is_open"]


def _bots_are_people(room: Thing) -> None:
    room["is_humans_online"] = room["is_online"]


def _counts_bots(stage: Stage) -> None:
    def make(presence: Any) -> Any:
        def more(mock: Mock, room: Record, viewer: str) -> Any:
            return presence(mock, {**room, "bots_ignored_in_online_status": False}, viewer)

        return more

    stage.patch(giosg_mock.rooms, "_presence", make)


def _restores(operation: str) -> Mutant:
    def change(stage: Stage) -> None:
        def make(own_room: Any) -> Any:
            def any_room(mock: Mock, call: Any) -> Record:
                room = mock.access.found(call, "room_id")
                if stage.operation == operation and room["is_deleted"]:
                    call.actor.found["room_id"] = room = {**room, "is_deleted": False}
                    return room
                found: Record = own_room(mock, call)
                return found

            return any_room

        stage.patch(Mock, "own_room", make)

    return mutant(
        f"{operation}-restores-deleted-rooms",
        "lifecycle",
        f"a deletion cannot be undone, here {operation} does it",
        "deleteRoom.deletion",
        change,
    )


def _any_asset(stage: Stage) -> None:
    def make(faults: Any) -> Any:
        def fewer(brands: Brands, asset_id: str, organization_id: str) -> Any:
            known = brands._mock.store.get("asset", asset_id)
            return faults(brands, asset_id, organization_id) if known else {}

        return fewer

    stage.patch(Brands, "_logo_faults", make)


def _malformed(payload: Thing) -> None:
    value = payload.get("brand_id")
    if isinstance(value, str) and len(value) != 36:
        payload["brand_id"] = None


def _astral(text: str) -> str:
    return "".join(each for each in text if ord(each) < 0x10000)


def _latin(text: str) -> str:
    return text.encode("latin-1", "replace").decode("latin-1")


ORDERS = ("created_at", "-created_at", "default")
HUMANS_ONLY = "Room.bots_ignored_in_online_status.humans_only"

MUTANTS = (
    _needs(
        "updateRoom",
        "name",
        also="Room.sensitive_data_purge_ttl.null_disables Room.language_code.not_null",
    ),
    _needs("updateBrand", "name"),
    _needs("updateRoomSettings", "is_pending_chat_messages_hidden"),
    _bare("listRooms"),
    _bare("listBrands"),
    _stores(
        "settings",
        "analytics_object_type",
        "takes custom for gaq",
        lambda it: "gaq" if it == "custom" else it,
        "replaceRoomSettings",
    ),
    _stores(
        "settings",
        "analytics_object_type",
        "take ga-send for datalayer",
        lambda it: "datalayer" if it == "ga-send" else it,
        "updateRoomSettings",
    ),
    _stores("room", "name", "loses letters beyond the basic plane", _astral, "createRoom"),
    _stores("brand", "name", "writes Latin-1", _latin, "updateBrand"),
    _stores("tag", "name", "loses letters beyond the basic plane", _astral, "createRoomTag"),
    _keeps_old("room", "public_key_id", "updateRoom"),
    _keeps_old("settings", "router_id", "updateRoomSettings"),
    _keeps_old("settings", "legacy_chat_dialog_id", "replaceRoomSettings"),
    _also_deletes(
        "deleteDomainLink",
        "deletes the domain room",
        _domain_room,
        "deleteDomainLink.by_domain_room",
    ),
    _also_deletes("deleteRoomTag", "empties the room", _namesakes, "deleteRoomTag.deletion"),
    _also_deletes("deleteBrand", "takes others with it", _newer_brands, "deleteBrand.deletion"),
    _online("whenever open", "Room.is_online.routing", _always_online, HUMANS_ONLY),
    _online("by bots as people", "Room.is_humans_online.humans", _bots_are_people),
    mutant(
        "Room-is_online-by-bots-that-are-ignored",
        "one-off",
        "bots do not count where they are ignored, here they do",
        HUMANS_ONLY,
        _counts_bots,
    ),
    _restores("replaceRoom"),
    _restores("updateRoom"),
    mutant(
        "createBrand-takes-assets-that-do-not-exist",
        "payload",
        "a logo is an image, here an asset that is unknown will do",
        "Brand.logo_asset_id.image_only",
        _any_asset,
    ),
    rewrites(
        "updateRoomSettings",
        "malformed-brand-taken-for-null",
        _malformed,
        kind="payload",
        clauses="RoomSettings.brand_id.references",
    ),
    alters(
        "RoomOverview",
        "pending_chat_count",
        "is negative",
        lambda it: it.update(pending_chat_count=-1),
        operations="retrieveRoomOverview",
    ),
    alters(
        "RoomOverview",
        "present_visitor_count",
        "is negative",
        lambda it: it.update(present_visitor_count=-3),
        operations="retrieveUserRoomOverview",
    ),
    alters(
        "RoomQueue",
        "current_position_in_queue",
        "is negative",
        lambda it: it.update(
            current_position_in_queue=-it["current_position_in_queue"]
            if it["current_position_in_queue"]
            else None
        ),
        operations="listRoomQueues",
    ),
    alters(
        "Brand",
        "created_at",
        "is no day",
        lambda it: it.update(created_at="2024-02-30T10:20:30.456Z"),
        operations="retrieveBrand",
        also="Brand.created_at.stamp",
    ),
    _fails(
        "listBrands", "on-a-cursor-of-another", lambda it: it.asked.get("cursor") == "clausecheck"
    ),
    _fails(
        "listRooms", "on-an-unknown-order", lambda it: it.asked.get("ordering") == "clausecheck"
    ),
    _fails(
        "createBrand", "on-long-names", lambda it: len(it.payload) > 4000 and b"xxxx" in it.payload
    ),
    _fails("updateRoom", "on-deep-payloads", lambda it: b"[[[[[[[[[" in it.payload),
    _fails(
        "createRoomTag",
        "on-plain-text",
        lambda it: it.headers.get(b"content-type", b"").startswith(b"text/plain"),
    ),
)
