"""The operations of Domain links."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from ..answers import Operation
from ..models import DomainLink, DomainLinkInput, DomainLinkPage
from ..transport import AsyncTransport, Transport

LIST_DOMAIN_LINKS = Operation[DomainLinkPage](
    "GET", "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links", {200: DomainLinkPage}
)
CREATE_DOMAIN_LINK = Operation[DomainLink](
    "POST",
    "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links",
    {200: DomainLink, 201: DomainLink},
)
DELETE_DOMAIN_LINK = Operation[None](
    "DELETE",
    "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links/{domain_room_id}",
    {204: None},
)


class DomainLinksApi:
    """The domains on which a room may work."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_domain_links(self, *, organization_id: str, room_id: str) -> DomainLinkPage:
        """List the domain links of a room.

        Lists the domains on which the room may work.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            LIST_DOMAIN_LINKS, path={"organization_id": organization_id, "room_id": room_id}
        )

    def iterate_domain_links(self, *, organization_id: str, room_id: str) -> Iterator[DomainLink]:
        """Every item of `list_domain_links`, page by page as far as it is asked for."""
        page = self.list_domain_links(organization_id=organization_id, room_id=room_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_DOMAIN_LINKS, page.next)
            yield from page.results

    def create_domain_link(
        self, *, organization_id: str, room_id: str, body: DomainLinkInput
    ) -> DomainLink:
        """Link a room to a domain.

        Lets the room work on the domain of a domain room. Doing so twice is fine: the second
        request finds the link in place and answers 200 instead of 201.

        - 200 if the link existed before.
        - 201 if the link was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return self._transport.send(
            CREATE_DOMAIN_LINK,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )

    def delete_domain_link(
        self, *, organization_id: str, room_id: str, domain_room_id: str
    ) -> None:
        """Unlink a room from a domain.

        Takes the domain away from an own room. The link is addressed by the domain room's id.

        - 204 if the link was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        - 404 if the room has no link to the domain room.
        """
        return self._transport.send(
            DELETE_DOMAIN_LINK,
            path={
                "organization_id": organization_id,
                "room_id": room_id,
                "domain_room_id": domain_room_id,
            },
        )


class AsyncDomainLinksApi:
    """The domains on which a room may work."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_domain_links(self, *, organization_id: str, room_id: str) -> DomainLinkPage:
        """List the domain links of a room.

        Lists the domains on which the room may work.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            LIST_DOMAIN_LINKS, path={"organization_id": organization_id, "room_id": room_id}
        )

    async def iterate_domain_links(
        self, *, organization_id: str, room_id: str
    ) -> AsyncIterator[DomainLink]:
        """Every item of `list_domain_links`, page by page as far as it is asked for."""
        page = await self.list_domain_links(organization_id=organization_id, room_id=room_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_DOMAIN_LINKS, page.next)
            for item in page.results:
                yield item

    async def create_domain_link(
        self, *, organization_id: str, room_id: str, body: DomainLinkInput
    ) -> DomainLink:
        """Link a room to a domain.

        Lets the room work on the domain of a domain room. Doing so twice is fine: the second
        request finds the link in place and answers 200 instead of 201.

        - 200 if the link existed before.
        - 201 if the link was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        return await self._transport.send(
            CREATE_DOMAIN_LINK,
            path={"organization_id": organization_id, "room_id": room_id},
            body=body,
        )

    async def delete_domain_link(
        self, *, organization_id: str, room_id: str, domain_room_id: str
    ) -> None:
        """Unlink a room from a domain.

        Takes the domain away from an own room. The link is addressed by the domain room's id.

        - 204 if the link was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        - 404 if the room has no link to the domain room.
        """
        return await self._transport.send(
            DELETE_DOMAIN_LINK,
            path={
                "organization_id": organization_id,
                "room_id": room_id,
                "domain_room_id": domain_room_id,
            },
        )
