"""The operations of Room overviews."""

from __future__ import annotations

from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import RoomOverview
from ..routing import Route


class RoomOverviewsApi:
    """Live counts of visitors and waiting chats."""

    def retrieve_room_overview(
        self, call: Call, *, organization_id: str, room_id: str
    ) -> Reply[RoomOverview]:
        """Retrieve the overview of a room.

        Counts the visitors who are present in the room and the chats that wait in it.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def retrieve_user_room_overview(
        self, call: Call, *, organization_id: str, user_id: str
    ) -> Reply[RoomOverview]:
        """Retrieve the overview of all rooms of a user.

        Counts visitors and waiting chats over all rooms that the user has permission to. A visitor
        who is present in several of them counts once.

        - 200 if the caller may read the rooms of the user.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the user.
        """
        raise NotOverridden


ROUTES = (
    Route(
        "retrieveRoomOverview",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/overview",
        RoomOverviewsApi.retrieve_room_overview,
        {200: RoomOverview},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "retrieveUserRoomOverview",
        "GET",
        "/api/v5/orgs/{organization_id}/users/{user_id}/room_overview",
        RoomOverviewsApi.retrieve_user_room_overview,
        {200: RoomOverview},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "user_id", str)),
    ),
)
