"""The places of waiting chats in the queue of a room."""

from __future__ import annotations

from functools import partial

from clausemock.store import Query

from giosg_mock.mock import Mock
from giosg_mock.stub import Call, RoomQueuesApi
from giosg_mock.stub.models import RoomQueue, RoomQueuePage


class RoomQueues(RoomQueuesApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def list_room_queues(self, call: Call, *, room_id: str, **_: str) -> RoomQueuePage:
        mock = self._mock
        mock.access.found(call, "room_id")
        query = Query("queue").having(room_id=room_id, chat_picked_up_at=None)
        return RoomQueuePage(**mock.page(call, query, partial(mock.show, "RoomQueue")))

    def retrieve_room_queue(self, call: Call, **_: str) -> RoomQueue:
        mock = self._mock
        mock.access.found(call, "room_id")
        queue = mock.access.found(call, "queue_id")
        return RoomQueue(**mock.show("RoomQueue", queue, call))
