"""The operations of Room tags."""

from __future__ import annotations

from ..bodies import Body
from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import SystemTagPage, Tag, TagInput, TagPage
from ..routing import Route


class RoomTagsApi:
    """Labels that can be put on the chats of a room."""

    def list_room_tags(self, call: Call, *, organization_id: str, room_id: str) -> Reply[TagPage]:
        """List the tags of a room.

        Lists every tag that can be put on the chats of the room.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def create_room_tag(
        self, call: Call, *, organization_id: str, room_id: str, body: TagInput
    ) -> Reply[Tag]:
        """Create a tag for a room.

        Adds a tag to the room; from then on it can be put on the room's chats.

        - 201 if the tag was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def delete_room_tag(
        self, call: Call, *, organization_id: str, room_id: str, tag: str
    ) -> Reply[None]:
        """Delete a tag of a room.

        Removes the tag, so that the room's tags no longer list it.

        - 204 if the tag was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        - 404 if the room has no tag of this name.
        """
        raise NotOverridden

    def list_organization_tags(self, call: Call, *, organization_id: str) -> Reply[TagPage]:
        """List the tags of all rooms.

        Lists the tags of every room of the organization.

        - 200 if the caller may read the tags of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        raise NotOverridden

    def list_system_tags(self, call: Call, *, organization_id: str) -> Reply[SystemTagPage]:
        """List the system tags of all rooms.

        Lists the system tags of every room of the organization.

        - 200 if the caller may read the tags of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        raise NotOverridden


ROUTES = (
    Route(
        "listRoomTags",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags",
        RoomTagsApi.list_room_tags,
        {200: TagPage},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "createRoomTag",
        "POST",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags",
        RoomTagsApi.create_room_tag,
        {201: Tag},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
        body=Body({"application/json": TagInput}, required=True),
    ),
    Route(
        "deleteRoomTag",
        "DELETE",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags/{tag}",
        RoomTagsApi.delete_room_tag,
        {204: None},
        parameters=(
            Parameter("path", "organization_id", str),
            Parameter("path", "room_id", str),
            Parameter("path", "tag", str),
        ),
    ),
    Route(
        "listOrganizationTags",
        "GET",
        "/api/v5/orgs/{organization_id}/allowed_tags",
        RoomTagsApi.list_organization_tags,
        {200: TagPage},
        parameters=(Parameter("path", "organization_id", str),),
    ),
    Route(
        "listSystemTags",
        "GET",
        "/api/v5/orgs/{organization_id}/system_tags",
        RoomTagsApi.list_system_tags,
        {200: SystemTagPage},
        parameters=(Parameter("path", "organization_id", str),),
    ),
)
