"""Rooms: own and shared, live and deleted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from clausemock.behaviours.deletion import Deletion
from clausemock.behaviours.mutability import Mutability
from clausemock.behaviours.uniqueness import Uniqueness
from clausemock.behaviours.visible_to import VisibleTo
from clausemock.store import Query, Record

from giosg_mock.mock import Mock, caller, refuse
from giosg_mock.stub import Call, RoomsApi
from giosg_mock.stub.models import Room, RoomInput, RoomPage, RoomPatch


class Rooms(RoomsApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def list_rooms(self, call: Call, *, organization_id: str, **filters: Any) -> RoomPage:
        mock = self._mock
        query = Query("visible_room").having(viewer_id=organization_id)
        return RoomPage(**mock.page(call, query, partial(show_room, mock), **filters))

    def create_room(self, call: Call, *, organization_id: str, body: RoomInput) -> Room:
        mock = self._mock
        sent = mock.sent(call, body)
        room = mock.new("room", call, organization_id=organization_id, **sent)
        room["token"] = f"room:{room['id']}"
        with mock.store.transaction():
            taken = mock.words.get(Uniqueness).faults("Room", room, self._neighbours)
            refuse(taken, mock.choices.duplicate)
            mock.store.put("room", room)
            if mock.choices.creators_permitted:
                ids = {"user_id": caller(call).user["id"], "room_id": room["id"]}
                mock.store.put("permission", {**room, **ids, "id": f"{room['id']}/creator"})
        return self._answer(call, room)

    def retrieve_room(self, call: Call, **_: str) -> Room:
        return self._answer(call, self._mock.access.found(call, "room_id"))

    def replace_room(self, call: Call, *, body: RoomInput, **_: str) -> Room:
        room = self._mock.own_room(call)
        sent = self._mock.sent(call, body)
        return self._change(call, room, self._mock.replacement("room", "Room", sent))

    def update_room(self, call: Call, *, body: RoomPatch, **_: str) -> Room:
        room = self._mock.own_room(call)
        return self._change(call, room, self._mock.sent(call, body))

    def delete_room(self, call: Call, *, room_id: str, **_: str) -> None:
        mock = self._mock
        room = mock.own_room(call)
        with mock.store.transaction():
            mock.words.get(Deletion).delete(call.operation, mock.store, "room", room)
            mock.store.remove("share", room_id=room_id)

    def _change(self, call: Call, room: Record, changes: Record) -> Room:
        mock = self._mock
        fixed = mock.words.get(Mutability).faults("Room", room, changes)
        if mock.choices.immutable == "refused":
            refuse(fixed)
        changes = {name: value for name, value in changes.items() if name not in fixed}
        changed = mock.changed(room, changes, call)
        with mock.store.transaction():
            taken = mock.words.get(Uniqueness).faults("Room", changed, self._neighbours)
            refuse(taken, mock.choices.duplicate)
            mock.store.put("room", changed)
        return self._answer(call, changed)

    def _answer(self, call: Call, room: Record) -> Room:
        return Room(**show_room(self._mock, room, call))

    def _neighbours(self, values: dict[str, str]) -> Iterable[Record]:
        query = Query("room").having(**values)
        if not self._mock.choices.deleted_domains_taken:
            query = query.having(is_deleted=False)
        return self._mock.store.select(query)


def show_room(mock: Mock, room: Record, call: Call) -> Record:
    """The room as the caller's organization sees it."""
    viewer = caller(call).user["organization_id"]
    is_shared = room["organization_id"] != viewer
    is_online, is_humans_online = _presence(mock, room, viewer)
    computed = {
        "display_name": _display_name(mock, room, viewer),
        "is_shared": is_shared,
        "is_online": is_online,
        "is_humans_online": is_humans_online,
    }
    shown = mock.show("Room", {**room, **computed}, call)
    if is_shared:
        mock.words.get(VisibleTo).hide("Room", shown, mock.choices.foreign_attributes)
    return shown


def _display_name(mock: Mock, room: Record, viewer: str) -> str:
    if room["organization_id"] == viewer:
        return f"Chat: {room['name']}" if mock.choices.other_display_names else str(room["name"])
    ids = {"room_id": room["id"], "organization_id": viewer}
    share = mock.store.first(Query("share").having(**ids))
    name: str = (share and share["share_name"]) or room["name"]
    return name


def _presence(mock: Mock, room: Record, viewer: str) -> tuple[bool, bool]:
    """Whether anybody, and whether a person, is online in the steps of the room's router."""
    ids = {"room_id": room["id"], "organization_id": viewer}
    settings = mock.store.first(Query("settings").having(**ids))
    router_id = settings["router_id"] if settings else None
    router = mock.store.get("router", router_id) if router_id else None
    if router is None or room["is_deleted"] or not room["is_open"]:
        return False, False
    users = [mock.store.get("user", user_id) for step in router["steps"] for user_id in step]
    bots = [user["is_bot"] for user in users if user and user["is_online"]]
    is_humans_online = not all(bots)
    is_online = is_humans_online if room["bots_ignored_in_online_status"] else bool(bots)
    return is_online, is_humans_online
