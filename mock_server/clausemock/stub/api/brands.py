"""The operations of Brands."""

from __future__ import annotations

from typing import Literal

from ..bodies import Body
from ..call import Call, NotOverridden, Reply
from ..decoding import Parameter
from ..models import Brand, BrandInput, BrandPage, BrandPatch, RoomPage
from ..routing import Route


class BrandsApi:
    """Colours and logo of chat windows, buttons and forms. Today only mobile chat windows use
    them.
    """

    def list_brands(
        self,
        call: Call,
        *,
        organization_id: str,
        ordering: Literal["created_at", "-created_at"] = "created_at",
    ) -> Reply[BrandPage]:
        """List the brands of an organization.

        Lists the brands that the organization owns.

        - 200 if the caller may read the brands of the organization.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        """
        raise NotOverridden

    def create_brand(self, call: Call, *, organization_id: str, body: BrandInput) -> Reply[Brand]:
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
        raise NotOverridden

    def retrieve_brand(self, call: Call, *, organization_id: str, brand_id: str) -> Reply[Brand]:
        """Retrieve a brand.

        Reads one brand of the organization.

        - 200 if the organization owns the brand.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        raise NotOverridden

    def replace_brand(
        self, call: Call, *, organization_id: str, brand_id: str, body: BrandInput
    ) -> Reply[Brand]:
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
        raise NotOverridden

    def update_brand(
        self, call: Call, *, organization_id: str, brand_id: str, body: BrandPatch
    ) -> Reply[Brand]:
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
        raise NotOverridden

    def delete_brand(self, call: Call, *, organization_id: str, brand_id: str) -> Reply[None]:
        """Delete a brand.

        Removes the brand for good.

        - 204 if the brand was deleted.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        raise NotOverridden

    def list_brand_rooms(
        self, call: Call, *, organization_id: str, brand_id: str
    ) -> Reply[RoomPage]:
        """List the rooms that use a brand.

        Lists the rooms for which the organization's settings choose this brand.

        - 200 if the organization owns the brand.
        - 401 if the request carries no valid credentials.
        - 403 if the caller lacks an active subscription.
        - 403 if the caller cannot access the organization.
        - 403 if the caller lacks the settings permission.
        - 404 if the organization has no such brand.
        """
        raise NotOverridden


ROUTES = (
    Route(
        "listBrands",
        "GET",
        "/api/v5/orgs/{organization_id}/brands",
        BrandsApi.list_brands,
        {200: BrandPage},
        parameters=(
            Parameter("path", "organization_id", str),
            Parameter("query", "ordering", Literal["created_at", "-created_at"]),
        ),
    ),
    Route(
        "createBrand",
        "POST",
        "/api/v5/orgs/{organization_id}/brands",
        BrandsApi.create_brand,
        {201: Brand},
        parameters=(Parameter("path", "organization_id", str),),
        body=Body({"application/json": BrandInput}, required=True),
    ),
    Route(
        "retrieveBrand",
        "GET",
        "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        BrandsApi.retrieve_brand,
        {200: Brand},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "brand_id", str)),
    ),
    Route(
        "replaceBrand",
        "PUT",
        "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        BrandsApi.replace_brand,
        {200: Brand},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "brand_id", str)),
        body=Body({"application/json": BrandInput}, required=True),
    ),
    Route(
        "updateBrand",
        "PATCH",
        "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        BrandsApi.update_brand,
        {200: Brand},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "brand_id", str)),
        body=Body({"application/json": BrandPatch}, required=True),
    ),
    Route(
        "deleteBrand",
        "DELETE",
        "/api/v5/orgs/{organization_id}/brands/{brand_id}",
        BrandsApi.delete_brand,
        {204: None},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "brand_id", str)),
    ),
    Route(
        "listBrandRooms",
        "GET",
        "/api/v5/orgs/{organization_id}/brands/{brand_id}/rooms",
        BrandsApi.list_brand_rooms,
        {200: RoomPage},
        parameters=(Parameter("path", "organization_id", str), Parameter("path", "brand_id", str)),
    ),
)
