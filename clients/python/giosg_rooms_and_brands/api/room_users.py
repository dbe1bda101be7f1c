"""The operations of Room users."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from ..answers import Operation
from ..models import ListUserRoomsOrdering, Room, RoomPage, User, UserPage
from ..transport import AsyncTransport, Transport

LIST_ROOM_USERS = Operation[UserPage](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/users", {200: UserPage}
)
LIST_USER_ROOMS = Operation[RoomPage]("GET", "/api/v5/users/{user_id}/rooms", {200: RoomPage})
RETRIEVE_USER_ROOM = Operation[Room]("GET", "/api/v5/users/{user_id}/rooms/{room_id}", {200: Room})


class RoomUsersApi:
    """Who may work in a room, and in which rooms a user may work."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_room_users(self, *, organization_id: str, room_id: str) -> UserPage:
        """List the users of a room.

        Lists the members of the organization that have access to the room. Members of other
        organizations are left out even if the room is shared with them.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            LIST_ROOM_USERS, path={"organization_id": organization_id, "room_id": room_id}
        )

    def iterate_room_users(self, *, organization_id: str, room_id: str) -> Iterator[User]:
        """Every item of `list_room_users`, page by page as far as it is asked for."""
        page = self.list_room_users(organization_id=organization_id, room_id=room_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_ROOM_USERS, page.next)
            yield from page.results

    def list_user_rooms(
        self,
        *,
        user_id: str,
        ordering: ListUserRoomsOrdering | None = None,
        is_shared: bool | None = None,
    ) -> RoomPage:
        """List the rooms of a user.

        Lists the rooms to which the user, or a team of the user, has been given permission. The
        settings permission does not add rooms here, neither the user's nor the caller's;
        `listRooms` shows everything that an organization can reach.

        - 200 if the caller may read the rooms of the user.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        """
        return self._transport.send(
            LIST_USER_ROOMS,
            path={"user_id": user_id},
            query={"ordering": ordering, "is_shared": is_shared},
        )

    def iterate_user_rooms(
        self,
        *,
        user_id: str,
        ordering: ListUserRoomsOrdering | None = None,
        is_shared: bool | None = None,
    ) -> Iterator[Room]:
        """Every item of `list_user_rooms`, page by page as far as it is asked for."""
        page = self.list_user_rooms(user_id=user_id, ordering=ordering, is_shared=is_shared)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_USER_ROOMS, page.next)
            yield from page.results

    def retrieve_user_room(self, *, user_id: str, room_id: str) -> Room:
        """Retrieve a room of a user.

        Reads one of the rooms that the user has been given permission to.

        - 200 if the user has a permission to the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        - 404 if the user cannot access the room.
        """
        return self._transport.send(
            RETRIEVE_USER_ROOM, path={"user_id": user_id, "room_id": room_id}
        )


class AsyncRoomUsersApi:
    """Who may work in a room, and in which rooms a user may work."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_room_users(self, *, organization_id: str, room_id: str) -> UserPage:
        """List the users of a room.

        Lists the members of the organization that have access to the room. Members of other
        organizations are left out even if the room is shared with them.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            LIST_ROOM_USERS, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def iterate_room_users(
        self, *, organization_id: str, room_id: str
    ) -> AsyncIterator[User]:
        """Every item of `list_room_users`, page by page as far as it is asked for."""
        page = await self.list_room_users(organization_id=organization_id, room_id=room_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_ROOM_USERS, page.next)
            for item in page.results:
                yield item

    async def list_user_rooms(
        self,
        *,
        user_id: str,
        ordering: ListUserRoomsOrdering | None = None,
        is_shared: bool | None = None,
    ) -> RoomPage:
        """List the rooms of a user.

        Lists the rooms to which the user, or a team of the user, has been given permission. The
        settings permission does not add rooms here, neither the user's nor the caller's;
        `listRooms` shows everything that an organization can reach.

        - 200 if the caller may read the rooms of the user.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        """
        return await self._transport.send(
            LIST_USER_ROOMS,
            path={"user_id": user_id},
            query={"ordering": ordering, "is_shared": is_shared},
        )

    async def iterate_user_rooms(
        self,
        *,
        user_id: str,
        ordering: ListUserRoomsOrdering | None = None,
        is_shared: bool | None = None,
    ) -> AsyncIterator[Room]:
        """Every item of `list_user_rooms`, page by page as far as it is asked for."""
        page = await self.list_user_rooms(user_id=user_id, ordering=ordering, is_shared=is_shared)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_USER_ROOMS, page.next)
            for item in page.results:
                yield item

    async def retrieve_user_room(self, *, user_id: str, room_id: str) -> Room:
        """Retrieve a room of a user.

        Reads one of the rooms that the user has been given permission to.

        - 200 if the user has a permission to the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        - 404 if the user cannot access the room.
        """
        return await self._transport.send(
            RETRIEVE_USER_ROOM, path={"user_id": user_id, "room_id": room_id}
        )
