"""The operations of Domain links."""

from __future__ import annotations

from ..bodies import Body
from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import DomainLink, DomainLinkInput, DomainLinkPage
from ..routing import Route


class DomainLinksApi:
    """The domains on which a room may work."""

    def list_domain_links(
        self, call: Call, *, organization_id: str, room_id: str
    ) -> Reply[DomainLinkPage]:
        """List the domain links of a room.

        Lists the domains on which the room may work.

        - 200 if the organization can reach the room.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization can reach no such room.
        """
        raise NotOverridden

    def create_domain_link(
        self, call: Call, *, organization_id: str, room_id: str, body: DomainLinkInput
    ) -> Reply[DomainLink]:
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
        raise NotOverridden

    def delete_domain_link(
        self, call: Call, *, organization_id: str, room_id: str, domain_room_id: str
    ) -> Reply[None]:
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
        raise NotOverridden


ROUTES = (
    Route(
        "listDomainLinks",
        "GET",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links",
        DomainLinksApi.list_domain_links,
        {200: DomainLinkPage},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
    ),
    Route(
        "createDomainLink",
        "POST",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links",
        DomainLinksApi.create_domain_link,
        {200: DomainLink, 201: DomainLink},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "room_id", str)),
        body=Body({"application/json": DomainLinkInput}, required=True),
    ),
    Route(
        "deleteDomainLink",
        "DELETE",
        "/api/v5/orgs/{organization_id}/rooms/{room_id}/domain_links/{domain_room_id}",
        DomainLinksApi.delete_domain_link,
        {204: None},
        parameters=(
            Parameter("path", "organization_id", str),
            Parameter("path", "room_id", str),
            Parameter("path", "domain_room_id", str),
        ),
    ),
)
