"""The operations of Brands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal

from ..answers import Operation
from ..models import Brand, BrandInput, BrandPage, BrandPatch, Room, RoomPage
from ..transport import AsyncTransport, Transport

LIST_BRANDS = Operation[BrandPage]("GET", "/api/v5/orgs/{organization_id}/brands", {200: BrandPage})
CREATE_BRAND = Operation[Brand]("POST", "/api/v5/orgs/{organization_id}/brands", {201: Brand})
RETRIEVE_BRAND = Operation[Brand](
    "GET", "/api/v5/orgs/{organization_id}/brands/{brand_id}", {200: Brand}
)
REPLACE_BRAND = Operation[Brand](
    "PUT", "/api/v5/orgs/{organization_id}/brands/{brand_id}", {200: Brand}
)
UPDATE_BRAND = Operation[Brand](
    "PATCH", "/api/v5/orgs/{organization_id}/brands/{brand_id}", {200: Brand}
)
DELETE_BRAND = Operation[None](
    "DELETE", "/api/v5/orgs/{organization_id}/brands/{brand_id}", {204: None}
)
LIST_BRAND_ROOMS = Operation[RoomPage](
    "GET", "/api/v5/orgs/{organization_id}/brands/{brand_id}/rooms", {200: RoomPage}
)


class BrandsApi:
    """Colours and logo of chat windows, buttons and forms. Today only mobile chat windows use
    them.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_brands(
        self, *, organization_id: str, ordering: Literal["created_at", "-created_at"] | None = None
    ) -> BrandPage:
        """List the brands of an organization.

        Lists the brands that the organization owns.

        - 200 if the caller may read the brands of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return self._transport.send(
            LIST_BRANDS, path={"organization_id": organization_id}, query={"ordering": ordering}
        )

    def iterate_brands(
        self, *, organization_id: str, ordering: Literal["created_at", "-created_at"] | None = None
    ) -> Iterator[Brand]:
        """Every item of `list_brands`, page by page as far as it is asked for."""
        page = self.list_brands(organization_id=organization_id, ordering=ordering)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_BRANDS, page.next)
            yield from page.results

    def create_brand(self, *, organization_id: str, body: BrandInput) -> Brand:
        """Create a brand.

        Creates a brand for the organization. Both colours have to be sent, even as null.

        - 201 if the brand was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return self._transport.send(
            CREATE_BRAND, path={"organization_id": organization_id}, body=body
        )

    def retrieve_brand(self, *, organization_id: str, brand_id: str) -> Brand:
        """Retrieve a brand.

        Reads one brand of the organization.

        - 200 if the organization owns the brand.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return self._transport.send(
            RETRIEVE_BRAND, path={"organization_id": organization_id, "brand_id": brand_id}
        )

    def replace_brand(self, *, organization_id: str, brand_id: str, body: BrandInput) -> Brand:
        """Replace a brand.

        Sets all editable attributes of the brand. What becomes of the logo if the payload leaves it
        out is not promised, so send it too.

        - 200 if the brand was replaced.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return self._transport.send(
            REPLACE_BRAND,
            path={"organization_id": organization_id, "brand_id": brand_id},
            body=body,
        )

    def update_brand(self, *, organization_id: str, brand_id: str, body: BrandPatch) -> Brand:
        """Change some attributes of a brand.

        Sets the given attributes and leaves the others as they are.

        - 200 if the brand was changed.
        - 400 if the payload takes away a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return self._transport.send(
            UPDATE_BRAND, path={"organization_id": organization_id, "brand_id": brand_id}, body=body
        )

    def delete_brand(self, *, organization_id: str, brand_id: str) -> None:
        """Delete a brand.

        Removes the brand for good.

        - 204 if the brand was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return self._transport.send(
            DELETE_BRAND, path={"organization_id": organization_id, "brand_id": brand_id}
        )

    def list_brand_rooms(self, *, organization_id: str, brand_id: str) -> RoomPage:
        """List the rooms that use a brand.

        Lists the rooms for which the organization's settings choose this brand.

        - 200 if the organization owns the brand.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return self._transport.send(
            LIST_BRAND_ROOMS, path={"organization_id": organization_id, "brand_id": brand_id}
        )

    def iterate_brand_rooms(self, *, organization_id: str, brand_id: str) -> Iterator[Room]:
        """Every item of `list_brand_rooms`, page by page as far as it is asked for."""
        page = self.list_brand_rooms(organization_id=organization_id, brand_id=brand_id)
        yield from page.results
        while page.next:
            page = self._transport.follow(LIST_BRAND_ROOMS, page.next)
            yield from page.results


class AsyncBrandsApi:
    """Colours and logo of chat windows, buttons and forms. Today only mobile chat windows use
    them.
    """

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_brands(
        self, *, organization_id: str, ordering: Literal["created_at", "-created_at"] | None = None
    ) -> BrandPage:
        """List the brands of an organization.

        Lists the brands that the organization owns.

        - 200 if the caller may read the brands of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return await self._transport.send(
            LIST_BRANDS, path={"organization_id": organization_id}, query={"ordering": ordering}
        )

    async def iterate_brands(
        self, *, organization_id: str, ordering: Literal["created_at", "-created_at"] | None = None
    ) -> AsyncIterator[Brand]:
        """Every item of `list_brands`, page by page as far as it is asked for."""
        page = await self.list_brands(organization_id=organization_id, ordering=ordering)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_BRANDS, page.next)
            for item in page.results:
                yield item

    async def create_brand(self, *, organization_id: str, body: BrandInput) -> Brand:
        """Create a brand.

        Creates a brand for the organization. Both colours have to be sent, even as null.

        - 201 if the brand was created.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        return await self._transport.send(
            CREATE_BRAND, path={"organization_id": organization_id}, body=body
        )

    async def retrieve_brand(self, *, organization_id: str, brand_id: str) -> Brand:
        """Retrieve a brand.

        Reads one brand of the organization.

        - 200 if the organization owns the brand.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return await self._transport.send(
            RETRIEVE_BRAND, path={"organization_id": organization_id, "brand_id": brand_id}
        )

    async def replace_brand(
        self, *, organization_id: str, brand_id: str, body: BrandInput
    ) -> Brand:
        """Replace a brand.

        Sets all editable attributes of the brand. What becomes of the logo if the payload leaves it
        out is not promised, so send it too.

        - 200 if the brand was replaced.
        - 400 if the payload leaves out a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return await self._transport.send(
            REPLACE_BRAND,
            path={"organization_id": organization_id, "brand_id": brand_id},
            body=body,
        )

    async def update_brand(self, *, organization_id: str, brand_id: str, body: BrandPatch) -> Brand:
        """Change some attributes of a brand.

        Sets the given attributes and leaves the others as they are.

        - 200 if the brand was changed.
        - 400 if the payload takes away a required attribute.
        - 400 if the payload is not of the expected format.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return await self._transport.send(
            UPDATE_BRAND, path={"organization_id": organization_id, "brand_id": brand_id}, body=body
        )

    async def delete_brand(self, *, organization_id: str, brand_id: str) -> None:
        """Delete a brand.

        Removes the brand for good.

        - 204 if the brand was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return await self._transport.send(
            DELETE_BRAND, path={"organization_id": organization_id, "brand_id": brand_id}
        )

    async def list_brand_rooms(self, *, organization_id: str, brand_id: str) -> RoomPage:
        """List the rooms that use a brand.

        Lists the rooms for which the organization's settings choose this brand.

        - 200 if the organization owns the brand.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        return await self._transport.send(
            LIST_BRAND_ROOMS, path={"organization_id": organization_id, "brand_id": brand_id}
        )

    async def iterate_brand_rooms(
        self, *, organization_id: str, brand_id: str
    ) -> AsyncIterator[Room]:
        """Every item of `list_brand_rooms`, page by page as far as it is asked for."""
        page = await self.list_brand_rooms(organization_id=organization_id, brand_id=brand_id)
        for item in page.results:
            yield item
        while page.next:
            page = await self._transport.follow(LIST_BRAND_ROOMS, page.next)
            for item in page.results:
                yield item
