"""The operations of Room settings."""

from __future__ import annotations

from ..answers import Operation
from ..models import RoomSettings, RoomSettingsInput, RoomSettingsPatch
from ..transport import AsyncTransport, Transport

RETRIEVE_ROOM_SETTINGS = Operation[RoomSettings](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings", {200: RoomSettings}
)
REPLACE_ROOM_SETTINGS = Operation[RoomSettings](
    "PUT", "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings", {200: RoomSettings}
)
UPDATE_ROOM_SETTINGS = Operation[RoomSettings](
    "PATCH", "/api/v5/orgs/{organization_id}/rooms/{room_id}/settings", {200: RoomSettings}
)


class RoomSettingsApi:
    """What one organization has chosen for a room, its own or a shared one."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def retrieve_room_settings(self, *, organization_id: str, room_id: str) -> RoomSettings:
        """Retrieve the settings of a room.

        Reads what the organization has chosen for the room, be it an own or a shared one.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            RETRIEVE_ROOM_SETTINGS, path={"organization_id": organization_id, "room_id": room_id}
        )

    def replace_room_settings(
        self, *, organization_id: str, room_id: str, body: RoomSettingsInput
    ) -> RoomSettings:
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
        return self._transport.send(
            REPLACE_ROOM_SETTINGS,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )

    def update_room_settings(
        self, *, organization_id: str, room_id: str, body: RoomSettingsPatch
    ) -> RoomSettings:
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
        return self._transport.send(
            UPDATE_ROOM_SETTINGS,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )


class AsyncRoomSettingsApi:
    """What one organization has chosen for a room, its own or a shared one."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def retrieve_room_settings(self, *, organization_id: str, room_id: str) -> RoomSettings:
        """Retrieve the settings of a room.

        Reads what the organization has chosen for the room, be it an own or a shared one.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            RETRIEVE_ROOM_SETTINGS, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def replace_room_settings(
        self, *, organization_id: str, room_id: str, body: RoomSettingsInput
    ) -> RoomSettings:
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
        return await self._transport.send(
            REPLACE_ROOM_SETTINGS,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )

    async def update_room_settings(
        self, *, organization_id: str, room_id: str, body: RoomSettingsPatch
    ) -> RoomSettings:
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
        return await self._transport.send(
            UPDATE_ROOM_SETTINGS,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )
