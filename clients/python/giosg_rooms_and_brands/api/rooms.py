"""The operations of Rooms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal

from ..answers import Operation
from ..models import Room, RoomInput, RoomPage, RoomPatch
from ..transport import AsyncTransport, Transport

LIST_ROOMS = Operation[RoomPage]("GET", "/api/v5/orgs/{organization_id}/rooms", {200: RoomPage})
CREATE_ROOM = Operation[Room]("POST", "/api/v5/orgs/{organization_id}/rooms", {201: Room})
RETRIEVE_ROOM = Operation[Room](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}", {200: Room}
)
REPLACE_ROOM = Operation[Room]("PUT", "/api/v5/orgs/{organization_id}/rooms/{room_id}", {200: Room})
UPDATE_ROOM = Operation[Room](
    "PATCH", "/api/v5/orgs/{organization_id}/rooms/{room_id}", {200: Room}
)
DELETE_ROOM = Operation[None](
    "DELETE", "/api/v5/orgs/{organization_id}/rooms/{room_id}", {204: None}
)


class RoomsApi:
    """Custom rooms and domain rooms, owned by an organization or shared to it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_rooms(
        self,
        *,
        organization_id: str,
        ordering: Literal["created_at", "-created_at"] | None = None,
        is_deleted: bool | None = None,
        is_shared: bool | None = None,
    ) -> RoomPage:
        """List the rooms of an organization.

        Lists every room that the organization can reach: its own and those that partners share to
        it.

        - 200 if the caller may read the rooms of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return self._transport.send(
            LIST_ROOMS,
            path={"organization_id": organization_id},
            query={"ordering": ordering, "is_deleted": is_deleted, "is_shared": is_shared},
        )

    def iterate_rooms(
        self,
        *,
        organization_id: str,
        ordering: Literal["created_at", "-created_at"] | None = None,
        is_deleted: bool | None = None,
        is_shared: bool | None = None,
    ) -> Iterator[Room]:
        """Every item of `list_rooms`, page by page as far as it is asked for."""
        page = self.list_rooms(
            organization_id=organization_id,
            ordering=ordering,
            is_deleted=is_deleted,
            is_shared=is_shared,
        )
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_ROOMS, page.next)
            yield from page.results

    def create_room(self, *, organization_id: str, body: RoomInput) -> Room:
        """Create a room.

        Creates a custom room, or a domain room if the payload names a domain. A domain can have one
        domain room only.

        - 201 if the room was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return self._transport.send(
            CREATE_ROOM, path={"organization_id": organization_id}, body=body
        )

    def retrieve_room(self, *, organization_id: str, room_id: str) -> Room:
        """Retrieve a room.

        Reads one room that the organization can reach, even a shared or a deleted one.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            RETRIEVE_ROOM, path={"organization_id": organization_id, "room_id": room_id}
        )

    def replace_room(self, *, organization_id: str, room_id: str, body: RoomInput) -> Room:
        """Replace a room.

        Sets all editable attributes of an own room. The domain stays as it is. What becomes of
        optional attributes that the payload leaves out is not promised, so send them all.

        - 200 if the room was replaced.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            REPLACE_ROOM, path={"organization_id": organization_id, "room_id": room_id}, body=body
        )

    def update_room(self, *, organization_id: str, room_id: str, body: RoomPatch) -> Room:
        """Change some attributes of a room.

        Sets the given attributes of an own room and leaves the others. The domain cannot change.

        - 200 if the room was changed.
        - 400 if the payload takes away a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            UPDATE_ROOM, path={"organization_id": organization_id, "room_id": room_id}, body=body
        )

    def delete_room(self, *, organization_id: str, room_id: str) -> None:
        """Delete a room.

        Deletes an own room for good and at once ends its sharing with partners. Statistics stay,
        and the room itself can still be read with `is_deleted` true, but nothing new is collected
        in it.

        - 204 if the room was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            DELETE_ROOM, path={"organization_id": organization_id, "room_id": room_id}
        )


class AsyncRoomsApi:
    """Custom rooms and domain rooms, owned by an organization or shared to it."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_rooms(
        self,
        *,
        organization_id: str,
        ordering: Literal["created_at", "-created_at"] | None = None,
        is_deleted: bool | None = None,
        is_shared: bool | None = None,
    ) -> RoomPage:
        """List the rooms of an organization.

        Lists every room that the organization can reach: its own and those that partners share to
        it.

        - 200 if the caller may read the rooms of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return await self._transport.send(
            LIST_ROOMS,
            path={"organization_id": organization_id},
            query={"ordering": ordering, "is_deleted": is_deleted, "is_shared": is_shared},
        )

    async def iterate_rooms(
        self,
        *,
        organization_id: str,
        ordering: Literal["created_at", "-created_at"] | None = None,
        is_deleted: bool | None = None,
        is_shared: bool | None = None,
    ) -> AsyncIterator[Room]:
        """Every item of `list_rooms`, page by page as far as it is asked for."""
        page = await self.list_rooms(
            organization_id=organization_id,
            ordering=ordering,
            is_deleted=is_deleted,
            is_shared=is_shared,
        )
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_ROOMS, page.next)
            for item in page.results:
                yield item

    async def create_room(self, *, organization_id: str, body: RoomInput) -> Room:
        """Create a room.

        Creates a custom room, or a domain room if the payload names a domain. A domain can have one
        domain room only.

        - 201 if the room was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return await self._transport.send(
            CREATE_ROOM, path={"organization_id": organization_id}, body=body
        )

    async def retrieve_room(self, *, organization_id: str, room_id: str) -> Room:
        """Retrieve a room.

        Reads one room that the organization can reach, even a shared or a deleted one.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            RETRIEVE_ROOM, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def replace_room(self, *, organization_id: str, room_id: str, body: RoomInput) -> Room:
        """Replace a room.

        Sets all editable attributes of an own room. The domain stays as it is. What becomes of
        optional attributes that the payload leaves out is not promised, so send them all.

        - 200 if the room was replaced.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            REPLACE_ROOM, path={"organization_id": organization_id, "room_id": room_id}, body=body
        )

    async def update_room(self, *, organization_id: str, room_id: str, body: RoomPatch) -> Room:
        """Change some attributes of a room.

        Sets the given attributes of an own room and leaves the others. The domain cannot change.

        - 200 if the room was changed.
        - 400 if the payload takes away a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            UPDATE_ROOM, path={"organization_id": organization_id, "room_id": room_id}, body=body
        )

    async def delete_room(self, *, organization_id: str, room_id: str) -> None:
        """Delete a room.

        Deletes an own room for good and at once ends its sharing with partners. Statistics stay,
        and the room itself can still be read with `is_deleted` true, but nothing new is collected
        in it.

        - 204 if the room was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            DELETE_ROOM, path={"organization_id": organization_id, "room_id": room_id}
        )
