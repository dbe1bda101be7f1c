"""The operations of Rooms."""

from __future__ import annotations

from typing import Literal

from ..bodies import Body
from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import Room, RoomInput, RoomPage, RoomPatch
from ..routing import Route


class RoomsApi:
    """Custom rooms and domain rooms, owned by an organization or shared to it."""

    def list_rooms(
        self,
        call: Call,
        *,
        organization_id: str,
        ordering: Literal["created_at", "-created_at"] = "created_at",
        is_deleted: bool | None = None,
        is_shared: bool | None = None,
    ) -> Reply[RoomPage]:
        """List the rooms of an organization.

        Lists every room that the organization can reach: its own and those that partners share to
        it.

        - 200 if the caller may read the rooms of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        raise NotOverridden

    def create_room(self, call: Call, *, organization_id: str, body: RoomInput) -> Reply[Room]:
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
        raise NotOverridden

    def retrieve_room(self, call: Call, *, organization_id: str, room_id: str) -> Reply[Room]:
        """Retrieve a room.

        Reads one room that the organization can reach, even a shared or a deleted one.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def replace_room(
        self, call: Call, *, organization_id: str, room_id: str, body: RoomInput
    ) -> Reply[Room]:
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
        raise NotOverridden

    def update_room(
        self, call: Call, *, organization_id: str, room_id: str, body: RoomPatch
    ) -> Reply[Room]:
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
        raise NotOverridden

    def delete_room(self, call: Call, *, organization_id: str, room_id: str) -> Reply[None]:
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
        raise NotOverridden


ROUTES = (
    Route(
        "listRooms",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms",
        RoomsApi.list_rooms,
        {200: RoomPage},
        parameters=(
            Parameter("path", "organization_id", str),
            Parameter("query", "ordering", Literal["created_at", "-created_at"]),
            Parameter("query", "is_deleted", bool),
            Parameter("query", "is_shared", bool),
        ),
    ),
    Route(
        "createRoom",
        "POST",
        "/api/v5/orgs/{organization_id}/rooms",
        RoomsApi.create_room,
        {201: Room},
        parameters=(Parameter("path", "organization_id", str),),
        body=Body({"application/json": RoomInput}, required=True),
    ),
    Route(
        "retrieveRoom",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        RoomsApi.retrieve_room,
        {200: Room},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "replaceRoom",
        "PUT",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        RoomsApi.replace_room,
        {200: Room},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
        body=Body({"application/json": RoomInput}, required=True),
    ),
    Route(
        "updateRoom",
        "PATCH",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        RoomsApi.update_room,
        {200: Room},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
        body=Body({"application/json": RoomPatch}, required=True),
    ),
    Route(
        "deleteRoom",
        "DELETE",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}",
        RoomsApi.delete_room,
        {204: None},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
)
