"""The operations of Room settings."""

from __future__ import annotations

from ..bodies import Body
from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import RoomSettings, RoomSettingsInput, RoomSettingsPatch
from ..routing import Route


class RoomSettingsApi:
    """What one organization has chosen for a room, its own or a shared one."""

    def retrieve_room_settings(
        self, call: Call, *, organization_id: str, room_id: str
    ) -> Reply[RoomSettings]:
        """Retrieve the settings of a room.

        Reads what the organization has chosen for the room, be it an own or a shared one.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def replace_room_settings(
        self, call: Call, *, organization_id: str, room_id: str, body: RoomSettingsInput
    ) -> Reply[RoomSettings]:
        """Replace the settings of a room.

        Sets everything that the organization can choose for the room. What becomes of optional
        attributes that the payload leaves out is not promised, so send them all.

        - 200 if the settings were replaced.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def update_room_settings(
        self, call: Call, *, organization_id: str, room_id: str, body: RoomSettingsPatch
    ) -> Reply[RoomSettings]:
        """Change some settings of a room.

        Sets the given attributes and leaves the others as they are.

        - 200 if the settings were changed.
        - 400 if the payload takes away a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden


ROUTES = (
    Route(
        "retrieveRoomSettings",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings",
        RoomSettingsApi.retrieve_room_settings,
        {200: RoomSettings},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "replaceRoomSettings",
        "PUT",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings",
        RoomSettingsApi.replace_room_settings,
        {200: RoomSettings},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
        body=Body({"application/json": RoomSettingsInput}, required=True),
    ),
    Route(
        "updateRoomSettings",
        "PATCH",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings",
        RoomSettingsApi.update_room_settings,
        {200: RoomSettings},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
        body=Body({"application/json": RoomSettingsPatch}, required=True),
    ),
)
