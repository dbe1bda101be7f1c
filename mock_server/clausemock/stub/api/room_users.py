"""The operations of Room users."""

from __future__ import annotations

from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import ListUserRoomsOrdering, Room, RoomPage, UserPage
from ..routing import Route


class RoomUsersApi:
    """Who may work in a room, and in which rooms a user may work."""

    def list_room_users(self, call: Call, *, organization_id: str, room_id: str) -> Reply[UserPage]:
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
        raise NotOverridden

    def list_user_rooms(
        self,
        call: Call,
        *,
        user_id: str,
        ordering: ListUserRoomsOrdering = "created_at",
        is_shared: bool | None = None,
    ) -> Reply[RoomPage]:
        """List the rooms of a user.

        Lists the rooms to which the user, or a team of the user, has been given permission. The
        settings permission does not add rooms here, neither the user's nor the caller's;
        `listRooms` shows everything that an organization can reach.

        - 200 if the caller may read the rooms of the user.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        """
        raise NotOverridden

    def retrieve_user_room(self, call: Call, *, user_id: str, room_id: str) -> Reply[Room]:
        """Retrieve a room of a user.

        Reads one of the rooms that the user has been given permission to.

        - 200 if the user has a permission to the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        - 404 if the user cannot access the room.
        """
        raise NotOverridden


ROUTES = (
    Route(
        "listRoomUsers",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/users",
        RoomUsersApi.list_room_users,
        {200: UserPage},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "listUserRooms",
        "GET",
        "/api/v5/users/{user_id}/rooms",
        RoomUsersApi.list_user_rooms,
        {200: RoomPage},
        parameters=(
            Parameter("path", "user_id", str),
            Parameter("query", "ordering", ListUserRoomsOrdering),
            Parameter("query", "is_shared", bool),
        ),
    ),
    Route(
        "retrieveUserRoom",
        "GET",
        "/api/v5/users/{user_id}/rooms/{room_id}",
        RoomUsersApi.retrieve_user_room,
        {200: Room},
        parameters=(Parameter("path", "user_id", str), Parameter("path", "room_id", str)),
    ),
)
