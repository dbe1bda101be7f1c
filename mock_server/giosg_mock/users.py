"""Who may work in a room, and in which rooms a user may work."""

from __future__ import annotations

from functools import partial
from typing import Any

from clausemock.store import Query

from giosg_mock.mock import Mock
from giosg_mock.rooms import show_room
from giosg_mock.stub import Call, RoomUsersApi
from giosg_mock.stub.models import Room, RoomPage, UserPage


class RoomUsers(RoomUsersApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def list_room_users(self, call: Call, *, organization_id: str, room_id: str) -> UserPage:
        mock = self._mock
        query = Query("room_user").having(room_id=room_id, organization_id=organization_id)
        return UserPage(**mock.page(call, query, partial(mock.show, "User")))

    def list_user_rooms(self, call: Call, *, user_id: str, **filters: Any) -> RoomPage:
        mock = self._mock
        query = mock.access.permitted(user_id)
        return RoomPage(**mock.page(call, query, partial(show_room, mock), **filters))

    def retrieve_user_room(self, call: Call, **_: str) -> Room:
        room = self._mock.access.found(call, "room_id")
        return Room(**show_room(self._mock, room, call))
