"""The operations of Room queues."""

from __future__ import annotations

from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import RoomQueue, RoomQueuePage
from ..routing import Route


class RoomQueuesApi:
    """Positions and waiting times of visitors whose chat waits for an operator."""

    def list_room_queues(
        self, call: Call, *, organization_id: str, room_id: str
    ) -> Reply[RoomQueuePage]:
        """List the active queue entries of a room.

        Lists the chats of the room that wait to be picked up.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 4XX: Some other failure. The documentation does not tell which ones to expect.
        """
        raise NotOverridden

    def retrieve_room_queue(
        self, call: Call, *, organization_id: str, room_id: str, queue_id: str
    ) -> Reply[RoomQueue]:
        """Retrieve a queue entry.

        Reads one queue entry of the room, whether its chat still waits or was picked up.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 4XX: Some other failure. The documentation does not tell which ones to expect.
        """
        raise NotOverridden


ROUTES = (
    Route(
        "listRoomQueues",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/",
        RoomQueuesApi.list_room_queues,
        {200: RoomQueuePage},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "retrieveRoomQueue",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/{queue_id}",
        RoomQueuesApi.retrieve_room_queue,
        {200: RoomQueue},
        parameters=(
            Parameter("path", "organization_id", str),
            Parameter("path", "room_id", str),
            Parameter("path", "queue_id", str),
        ),
    ),
)
