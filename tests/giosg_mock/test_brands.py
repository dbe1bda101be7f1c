"""What is particular to brands."""

from __future__ import annotations

from typing import Any

import pytest
from giosg_mock import seed
from mock_client import Client

WINTER = seed.identifier("brand", "winter")
SHOP = seed.identifier("room", "shop")


def test_brands_are_listed_oldest_first_or_last(client: Client) -> None:
    brands = client.all("listBrands")
    names = ["Winter", "Summer", "Plain", "Autumn", "Spring", "Night", "Sale"]
    assert [brand["name"] for brand in brands] == names
    assert client.all("listBrands", params={"ordering": "-created_at"}) == brands[::-1]


def test_a_brand_tells_who_made_and_changed_it(client: Client) -> None:
    payload = {"name": "New", "primary_color_code": None, "secondary_color_code": "#00ff00"}
    brand = client.send("createBrand", json=payload).json()
    assert payload.items() <= brand.items()
    assert brand["created_by_user"] == brand["updated_by_user"]
    assert client.send("retrieveBrand", brand_id=brand["id"]).json() == brand


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"logo_asset_id": seed.identifier("asset", "badge")}, 200),
        ({"logo_asset_id": None}, 200),
        ({"logo_asset_id": seed.identifier("asset", "stylesheet")}, 400),
        ({"logo_asset_id": seed.identifier("asset", "partner_logo")}, 400),
        ({"logo_asset_id": seed.identifier("asset", "missing")}, 400),
        ({"primary_color_code": "red"}, 400),
        ({"primary_color_code": None}, 200),
    ],
)
def test_what_a_brand_accepts(client: Client, changes: dict[str, Any], status: int) -> None:
    response = client.send("updateBrand", brand_id=WINTER, json=changes)
    assert response.status_code == status
    if status == 200:
        assert changes.items() <= response.json().items()
        nested = response.json()["logo_asset"]
        assert (nested and nested["id"]) == response.json()["logo_asset_id"]


def test_put_takes_the_logo_away(client: Client) -> None:
    payload = {"name": "Winter", "primary_color_code": None, "secondary_color_code": None}
    assert client.send("replaceBrand", brand_id=WINTER, json=payload).json()["logo_asset"] is None


def test_a_brand_lists_the_rooms_that_use_it(client: Client) -> None:
    def rooms() -> list[str]:
        return [room["name"] for room in client.all("listBrandRooms", brand_id=WINTER)]

    assert rooms() == ["Shop", "Blog"]
    client.send("updateRoomSettings", room_id=SHOP, json={"brand_id": None})
    assert rooms() == ["Blog"]
    client.send("updateRoomSettings", json={"brand_id": WINTER})
    assert rooms() == ["Support", "Blog"]


def test_a_deleted_brand_leaves_the_default_theme(client: Client) -> None:
    assert client.send("deleteBrand", brand_id=WINTER).status_code == 204
    assert client.send("retrieveBrand", brand_id=WINTER).status_code == 404
    assert client.send("retrieveRoomSettings", room_id=SHOP).json()["brand_id"] is None
