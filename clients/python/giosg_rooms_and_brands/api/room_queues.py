"""The operations of Room queues."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from ..answers import Operation
from ..models import RoomQueue, RoomQueuePage
from ..transport import AsyncTransport, Transport

LIST_ROOM_QUEUES = Operation[RoomQueuePage](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/", {200: RoomQueuePage}
)
RETRIEVE_ROOM_QUEUE = Operation[RoomQueue](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/{queue_id}", {200: RoomQueue}
)


class RoomQueuesApi:
    """Positions and waiting times of visitors whose chat waits for an operator."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_room_queues(self, *, organization_id: str, room_id: str) -> RoomQueuePage:
        """List the active queue entries of a room.

        Lists the chats of the room that wait to be picked up.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 4XX: Some other failure. The documentation does not tell which ones to expect.
        """
        return self._transport.send(
            LIST_ROOM_QUEUES, path={"organization_id": organization_id, "room_id": room_id}
        )

    def iterate_room_queues(self, *, organization_id: str, room_id: str) -> Iterator[RoomQueue]:
        """Every item of `list_room_queues`, page by page as far as it is asked for."""
        page = self.list_room_queues(organization_id=organization_id, room_id=room_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_ROOM_QUEUES, page.next)
            yield from page.results

    def retrieve_room_queue(
        self, *, organization_id: str, room_id: str, queue_id: str
    ) -> RoomQueue:
        """Retrieve a queue entry.

        Reads one queue entry of the room, whether its chat still waits or was picked up.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 4XX: Some other failure. The documentation does not tell which ones to expect.
        """
        return self._transport.send(
            RETRIEVE_ROOM_QUEUE,
            path={"organization_id": organization_id, "room_id": room_id, "queue_id": queue_id},
        )


class AsyncRoomQueuesApi:
    """Positions and waiting times of visitors whose chat waits for an operator."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_room_queues(self, *, organization_id: str, room_id: str) -> RoomQueuePage:
        """List the active queue entries of a room.

        Lists the chats of the room that wait to be picked up.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 4XX: Some other failure. The documentation does not tell which ones to expect.
        """
        return await self._transport.send(
            LIST_ROOM_QUEUES, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def iterate_room_queues(
        self, *, organization_id: str, room_id: str
    ) -> AsyncIterator[RoomQueue]:
        """Every item of `list_room_queues`, page by page as far as it is asked for."""
        page = await self.list_room_queues(organization_id=organization_id, room_id=room_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_ROOM_QUEUES, page.next)
            for item in page.results:
                yield item

    async def retrieve_room_queue(
        self, *, organization_id: str, room_id: str, queue_id: str
    ) -> RoomQueue:
        """Retrieve a queue entry.

        Reads one queue entry of the room, whether its chat still waits or was picked up.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 4XX: Some other failure. The documentation does not tell which ones to expect.
        """
        return await self._transport.send(
            RETRIEVE_ROOM_QUEUE,
            path={"organization_id": organization_id, "room_id": room_id, "queue_id": queue_id},
        )
