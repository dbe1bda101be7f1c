"""How many visitors are in a room, and how many chats wait."""

from __future__ import annotations

from collections.abc import Iterable

from clausemock.store import Query, Record

from giosg_mock.mock import Mock
from giosg_mock.stub import Call, RoomOverviewsApi
from giosg_mock.stub.models import RoomOverview


class RoomOverviews(RoomOverviewsApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def retrieve_room_overview(self, call: Call, **_: str) -> RoomOverview:
        return self._sum([self._mock.access.found(call, "room_id")])

    def retrieve_user_room_overview(self, call: Call, *, user_id: str, **_: str) -> RoomOverview:
        del call  # The path says it all.
        return self._sum(self._mock.store.select(self._mock.access.permitted(user_id)))

    def _sum(self, rooms: Iterable[Record]) -> RoomOverview:
        """A visitor of the mock is in one room only, so the sum counts each once."""
        waiting = [
            self._mock.store.select(
                Query("queue").having(room_id=room["id"], chat_picked_up_at=None)
            )
            for room in rooms
        ]
        return RoomOverview(
            present_visitor_count=sum(room["visitor_count"] for room in rooms),
            pending_chat_count=sum(map(len, waiting)),
        )
