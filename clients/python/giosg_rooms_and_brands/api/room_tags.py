"""The operations of Room tags."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from ..answers import Operation
from ..models import SystemTag, SystemTagPage, Tag, TagInput, TagPage
from ..transport import AsyncTransport, Transport

LIST_ROOM_TAGS = Operation[TagPage](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags", {200: TagPage}
)
CREATE_ROOM_TAG = Operation[Tag](
    "POST", "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags", {201: Tag}
)
DELETE_ROOM_TAG = Operation[None](
    "DELETE", "/api/v5/orgs/{organization_id}/rooms/{room_id}/allowed_tags/{tag}", {204: None}
)
LIST_ORGANIZATION_TAGS = Operation[TagPage](
    "GET", "/api/v5/orgs/{organization_id}/allowed_tags", {200: TagPage}
)
LIST_SYSTEM_TAGS = Operation[SystemTagPage](
    "GET", "/api/v5/orgs/{organization_id}/system_tags", {200: SystemTagPage}
)


class RoomTagsApi:
    """Labels that can be put on the chats of a room."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_room_tags(self, *, organization_id: str, room_id: str) -> TagPage:
        """List the tags of a room.

        Lists every tag that can be put on the chats of the room.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            LIST_ROOM_TAGS, path={"organization_id": organization_id, "room_id": room_id}
        )

    def iterate_room_tags(self, *, organization_id: str, room_id: str) -> Iterator[Tag]:
        """Every item of `list_room_tags`, page by page as far as it is asked for."""
        page = self.list_room_tags(organization_id=organization_id, room_id=room_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_ROOM_TAGS, page.next)
            yield from page.results

    def create_room_tag(self, *, organization_id: str, room_id: str, body: TagInput) -> Tag:
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
        return self._transport.send(
            CREATE_ROOM_TAG,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )

    def delete_room_tag(self, *, organization_id: str, room_id: str, tag: str) -> None:
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
        return self._transport.send(
            DELETE_ROOM_TAG,
            path={"organization_id": organization_id, "room_id": room_id, "tag": tag},
        )

    def list_organization_tags(self, *, organization_id: str) -> TagPage:
        """List the tags of all rooms.

        Lists the tags of every room of the organization.

        - 200 if the caller may read the tags of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return self._transport.send(
            LIST_ORGANIZATION_TAGS, path={"organization_id": organization_id}
        )

    def iterate_organization_tags(self, *, organization_id: str) -> Iterator[Tag]:
        """Every item of `list_organization_tags`, page by page as far as it is asked for."""
        page = self.list_organization_tags(organization_id=organization_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_ORGANIZATION_TAGS, page.next)
            yield from page.results

    def list_system_tags(self, *, organization_id: str) -> SystemTagPage:
        """List the system tags of all rooms.

        Lists the system tags of every room of the organization.

        - 200 if the caller may read the tags of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return self._transport.send(LIST_SYSTEM_TAGS, path={"organization_id": organization_id})

    def iterate_system_tags(self, *, organization_id: str) -> Iterator[SystemTag]:
        """Every item of `list_system_tags`, page by page as far as it is asked for."""
        page = self.list_system_tags(organization_id=organization_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_SYSTEM_TAGS, page.next)
            yield from page.results


class AsyncRoomTagsApi:
    """Labels that can be put on the chats of a room."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_room_tags(self, *, organization_id: str, room_id: str) -> TagPage:
        """List the tags of a room.

        Lists every tag that can be put on the chats of the room.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            LIST_ROOM_TAGS, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def iterate_room_tags(self, *, organization_id: str, room_id: str) -> AsyncIterator[Tag]:
        """Every item of `list_room_tags`, page by page as far as it is asked for."""
        page = await self.list_room_tags(organization_id=organization_id, room_id=room_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_ROOM_TAGS, page.next)
            for item in page.results:
                yield item

    async def create_room_tag(self, *, organization_id: str, room_id: str, body: TagInput) -> Tag:
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
        return await self._transport.send(
            CREATE_ROOM_TAG,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )

    async def delete_room_tag(self, *, organization_id: str, room_id: str, tag: str) -> None:
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
        return await self._transport.send(
            DELETE_ROOM_TAG,
            path={"organization_id": organization_id, "room_id": room_id, "tag": tag},
        )

    async def list_organization_tags(self, *, organization_id: str) -> TagPage:
        """List the tags of all rooms.

        Lists the tags of every room of the organization.

        - 200 if the caller may read the tags of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return await self._transport.send(
            LIST_ORGANIZATION_TAGS, path={"organization_id": organization_id}
        )

    async def iterate_organization_tags(self, *, organization_id: str) -> AsyncIterator[Tag]:
        """Every item of `list_organization_tags`, page by page as far as it is asked for."""
        page = await self.list_organization_tags(organization_id=organization_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_ORGANIZATION_TAGS, page.next)
            for item in page.results:
                yield item

    async def list_system_tags(self, *, organization_id: str) -> SystemTagPage:
        """List the system tags of all rooms.

        Lists the system tags of every room of the organization.

        - 200 if the caller may read the tags of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return await self._transport.send(
            LIST_SYSTEM_TAGS, path={"organization_id": organization_id}
        )

    async def iterate_system_tags(self, *, organization_id: str) -> AsyncIterator[SystemTag]:
        """Every item of `list_system_tags`, page by page as far as it is asked for."""
        page = await self.list_system_tags(organization_id=organization_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_SYSTEM_TAGS, page.next)
            for item in page.results:
                yield item
