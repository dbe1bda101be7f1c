"""Each dialect is lawful, really differs from the usual choices, and combines with the others."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Operation
from clausemock.app import Options
from clausemock.dialects import UnknownDialectError
from giosg_mock import seed
from giosg_mock.dialects import DIALECTS, choices
from mock_client import Client, MakeClient
from test_operations import sent

API = load_api(manifest_of("giosg").document)
SHOP = seed.identifier("room", "shop")
LOUNGE = seed.identifier("room", "lounge")
OLD_SHOP = seed.identifier("room", "old_shop")
WINTER = seed.identifier("brand", "winter")


def lawful(operation: Operation) -> dict[str, Any]:
    """Requests that succeed whatever a server chooses, also one after the other."""
    request = sent(operation)
    if operation.id == "replaceRoom":
        request["json"] = {"name": "Other", "domain": None}
    if operation.id == "retrieveUserRoom":
        request["room_id"] = SHOP
    return request


def in_order() -> list[Operation]:
    """Deletions last, of parts before wholes, so that they disturb nothing."""
    return sorted(API.operations, key=lambda each: (each.method == "delete", -each.path.count("/")))


@pytest.mark.parametrize("name", DIALECTS)
def test_every_operation_succeeds_as_documented(make_client: MakeClient, name: str) -> None:
    client = make_client(choices=choices([name]))
    for operation in in_order():
        response = client.send(operation.id, **lawful(operation))
        while response.status_code == 429:
            response = client.send(operation.id, **lawful(operation))
        assert response.status_code in {200, 201, 204}, operation.id


@pytest.mark.parametrize("drawn", range(8))
def test_dialects_combine(make_client: MakeClient, drawn: int) -> None:
    names = random.Random(drawn).sample(sorted(DIALECTS), k=12)
    client = make_client(choices=choices(names))
    for operation in in_order():
        response = client.send(operation.id, **lawful(operation))
        while response.status_code == 429:
            response = client.send(operation.id, **lawful(operation))
        assert response.status_code in {200, 201, 204}, (operation.id, names)


def silences(client: Client) -> Iterator[httpx.Response]:
    """Requests whose answers the documentation leaves open, somewhere."""
    send = client.send
    created = send("createRoom", json={"name": "One", "domain": "one.example.com"})
    ids = {"room_id": created.json()["id"]}
    yield created
    yield send("listUserRooms", params={"ordering": "-created_at"})
    yield send("createRoom", json={"name": "Two", "domain": "one.example.com"})
    yield send("createRoom", json={"name": "Two", "id": ids["room_id"], "is_deleted": True})
    yield send("createRoom", json={"name": "Two", "no_such_attribute": 1})
    yield send("createRoom", json={"name": 2, "is_chat_encryption_enabled": "true"})
    yield send("createRoom", json={"name": "Two", "language_code": "sv"})
    yield send("createRoom", json={"name": "Two", "sensitive_data_purge_ttl": 0})
    yield send("updateRoom", **ids, json={"domain": "two.example.com", "language_code": "fi"})
    yield send("updateRoom", **ids, json={"language_code": "fi"})
    yield send("replaceRoom", **ids, json={"name": "Three"})
    yield send("retrieveRoom", **ids)
    yield send("retrieveRoom", room_id=LOUNGE)
    yield send("retrieveRoom", actor="outsider")
    yield send("updateRoom", room_id=LOUNGE, json={"name": "Ours"})
    yield send("updateRoom", room_id=OLD_SHOP, json={"name": "Back"})
    yield send("listRooms", params={"ordering": "name"})
    yield send("listRooms", actor=None)
    yield send("listRoomTags")
    yield send("createRoomTag", json={"name": "lead"})
    yield send("createRoomTag", json={"name": "Lead"})
    yield send("createRoomTag", json={"name": "Mixed Case"})
    yield send("retrieveRoomSettings", **ids)
    yield send("updateRoomSettings", **ids, json={"is_analytics_tracking_enabled": True})
    yield send("listRoomQueues", room_id=SHOP, actor="member")
    yield send("createDomainLink", json={"domain_room_id": LOUNGE})
    yield send("updateBrand", json={"name": ""})
    yield send("deleteBrand", brand_id=WINTER)
    yield send("retrieveRoomSettings", room_id=SHOP)
    yield send("deleteRoom", room_id=SHOP)
    yield send("listUserRooms")
    yield send("createRoom", json={"name": "Shop", "domain": "shop.example.com"})
    yield client.raw("OPTIONS", client.url("listRooms"))
    headers = {"authorization": "Token mock-admin"}
    yield client.raw("GET", client.url("listRooms"), headers=headers, follow_redirects=False)
    yield client.raw("GET", client.url("listRoomQueues"), headers=headers, follow_redirects=False)
    for _ in range(10):
        yield send("retrieveRoom")


def fingerprint(client: Client) -> list[Any]:
    """What a client can see, without ids and digits that differ from run to run."""
    seen = []
    for response in silences(client):
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", response.text)
        text = re.sub(r"cursor=\w+", "cursor", text)
        text = re.sub(r"\d(?=[\d:.\-TZ+]*\")", "0", text)
        names = ("www-authenticate", "location")
        headers = {name: len(response.headers.get(name, "")) for name in names}
        seen.append((response.status_code, response.headers.get("content-type"), headers, text))
    return seen


@pytest.fixture(scope="module")
def usual(target: seed.Target) -> list[Any]:
    """What a client sees without a dialect: the same each time."""
    first, second = (fingerprint(Client(API, target, Options())) for _ in range(2))
    assert first == second
    return first


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_can_be_told_from_the_usual(
    make_client: MakeClient, usual: list[Any], name: str
) -> None:
    assert fingerprint(make_client(choices=choices([name]))) != usual


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(UnknownDialectError, match="klingon"):
        choices(["tiny_pages", "klingon"])


def test_the_later_of_two_wins_and_hidden_attributes_add_up() -> None:
    made = choices(["tiny_pages", "huge_pages", "no_token", "no_avatars"])
    assert made.page_size == 100
    assert made.hidden == {"token", "avatar", "avatar_id"}
    assert choices(["tiny_pages"], page_size=7).page_size == 7


def test_what_has_no_name_has_a_location(make_client: MakeClient) -> None:
    client = make_client(choices=choices(["locations"]))
    assert client.send("createRoomTag", json={"name": ""}).headers["location"].endswith("/")
