"""The operations of Room overviews."""

from __future__ import annotations

from ..answers import Operation
from ..models import RoomOverview
from ..transport import AsyncTransport, Transport

RETRIEVE_ROOM_OVERVIEW = Operation[RoomOverview](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/overview", {200: RoomOverview}
)
RETRIEVE_USER_ROOM_OVERVIEW = Operation[RoomOverview](
    "GET", "/api/v5/orgs/{organization_id}/users/{user_id}/room_overview", {200: RoomOverview}
)


class RoomOverviewsApi:
    """Live counts of visitors and waiting chats."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def retrieve_room_overview(self, *, organization_id: str, room_id: str) -> RoomOverview:
        """Retrieve the overview of a room.

        Counts the visitors who are present in the room and the chats that wait in it.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            RETRIEVE_ROOM_OVERVIEW, path={"organization_id": organization_id, "room_id": room_id}
        )

    def retrieve_user_room_overview(self, *, organization_id: str, user_id: str) -> RoomOverview:
        """Retrieve the overview of all rooms of a user.

        Counts visitors and waiting chats over all rooms that the user has permission to. A visitor
        who is present in several of them counts once.

        - 200 if the caller may read the rooms of the user.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        """
        return self._transport.send(
            RETRIEVE_USER_ROOM_OVERVIEW,
            path={"organization_id": organization_id, "user_id": user_id},
        )


class AsyncRoomOverviewsApi:
    """Live counts of visitors and waiting chats."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def retrieve_room_overview(self, *, organization_id: str, room_id: str) -> RoomOverview:
        """Retrieve the overview of a room.

        Counts the visitors who are present in the room and the chats that wait in it.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            RETRIEVE_ROOM_OVERVIEW, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def retrieve_user_room_overview(
        self, *, organization_id: str, user_id: str
    ) -> RoomOverview:
        """Retrieve the overview of all rooms of a user.

        Counts visitors and waiting chats over all rooms that the user has permission to. A visitor
        who is present in several of them counts once.

        - 200 if the caller may read the rooms of the user.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        """
        return await self._transport.send(
            RETRIEVE_USER_ROOM_OVERVIEW,
            path={"organization_id": organization_id, "user_id": user_id},
        )
