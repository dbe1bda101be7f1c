"""The Python client of our document, against scripted answers and the server stub."""

from __future__ import annotations

import asyncio
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest
from giosg_mock import stub

ORGANIZATION = "7f9e9580-095b-42c7-838c-c04e667b26f7"
BUSY_FOR_A_MOMENT = httpx.Response(503, headers={"retry-after": "0"})


def test_arguments_become_a_request(connect: Callable[..., Any], models: ModuleType) -> None:
    page: dict[str, Any] = {"next": None, "previous": None, "results": []}
    client, requests = connect(httpx.Response(200, json=page))
    answer = client.rooms.list_rooms(organization_id="a/b", ordering="-created_at", is_shared=True)
    assert answer == models.RoomPage(next=None, previous=None, results=[])
    (request,) = requests
    assert request.url.raw_path == (b"/api/v5/orgs/a%2Fb/rooms?ordering=-created_at&is_shared=true")
    assert request.headers["authorization"] == "Token secret"


def test_bodies_leave_out_what_is_unset(
    connect: Callable[..., Any], models: ModuleType, room: dict[str, Any]
) -> None:
    client, requests = connect(httpx.Response(201, json=room))
    body = models.RoomInput(name="Café", domain=None)
    created = client.rooms.create_room(organization_id=ORGANIZATION, body=body)
    assert requests[0].content == '{"domain":null,"name":"Café"}'.encode()
    assert requests[0].headers["content-type"] == "application/json"
    assert created.id == UUID(room["id"])


def test_bearer_tokens(connect: Callable[..., Any], room: dict[str, Any]) -> None:
    client, requests = connect(httpx.Response(200, json=room), api_token=None, access_token="t")
    client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    assert requests[0].headers["authorization"] == "Bearer t"


def test_news_of_the_server_is_no_error(connect: Callable[..., Any]) -> None:
    asgi = importlib.import_module("giosg_mock.stub.asgi")
    settings = dict(asgi.examples()["retrieveRoomSettings"])
    new = {**settings, "analytics_object_type": "brand-new", "invented": 1}
    client, _ = connect(httpx.Response(200, json=new))
    read = client.room_settings.retrieve_room_settings
    raw = client.with_raw_response(read, organization_id=ORGANIZATION, room_id="1")
    assert raw.body.analytics_object_type == "brand-new"
    assert raw.body.additional == {"invented": 1}
    assert raw.response.json()["invented"] == 1


def test_status_and_headers_stand_beside_the_typed_answers(
    connect: Callable[..., Any], package: ModuleType, room: dict[str, Any]
) -> None:
    bare = httpx.Response(200, json=room, headers={"etag": "7"}), httpx.Response(404)
    client, _ = connect(BUSY_FOR_A_MOMENT, *bare)
    here = {"organization_id": ORGANIZATION, "room_id": "1"}
    raw = client.with_raw_response(client.rooms.retrieve_room, **here)
    assert (raw.status, raw.headers["etag"], raw.body.id) == (200, "7", UUID(room["id"]))
    with pytest.raises(package.NotFound) as failed:
        client.with_raw_response(client.rooms.retrieve_room, **here)
    assert failed.value.response.status_code == 404


def test_pages_that_are_read_later_have_no_response_yet(connect: Callable[..., Any]) -> None:
    client, _ = connect()
    with pytest.raises(ValueError, match="a method that reads one answer"):
        client.with_raw_response(client.rooms.iterate_rooms, organization_id=ORGANIZATION)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (418, "ClientError"),
        (302, "ApiError"),
    ],
)
def test_errors(connect: Callable[..., Any], package: ModuleType, status: int, name: str) -> None:
    client, _ = connect(httpx.Response(status, json={"detail": "no"}))
    with pytest.raises(package.ApiError) as raised:
        client.brands.list_brands(organization_id=ORGANIZATION)
    error = raised.value
    assert (type(error).__name__, error.status, error.body) == (name, status, {"detail": "no"})
    assert "secret" not in str(error)


def test_reasons_stand_in_the_exceptions(package: ModuleType) -> None:
    assert "if the caller lacks the settings permission" in package.Forbidden.__doc__


def test_an_error_that_is_no_text(connect: Callable[..., Any], package: ModuleType) -> None:
    client, _ = connect(httpx.Response(404, json={}), httpx.Response(404, content=b'"\xff\xfe"'))
    for _ in range(2):
        with pytest.raises(package.ApiError):
            client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")


@pytest.mark.parametrize("content", [b"<html>", b'{"id": 1}', b'"\xff\xfe"', b'{"id": "\xff"}'])
def test_unexpected_bodies(
    connect: Callable[..., Any], package: ModuleType, content: bytes
) -> None:
    client, _ = connect(httpx.Response(200, content=content))
    with pytest.raises(package.UnexpectedAnswer):
        client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")


@pytest.mark.parametrize("status", [200, 202, 204, 205])
def test_empty_answers_are_nothing(connect: Callable[..., Any], status: int) -> None:
    client, _ = connect(httpx.Response(status))
    assert client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1") is None


@pytest.mark.parametrize("value", ["", ".", "..", None])
def test_values_that_would_lead_elsewhere(
    connect: Callable[..., Any], package: ModuleType, value: str | None
) -> None:
    client, requests = connect()
    told = re.escape(f"not sent: room_id cannot be {value!r}: it is a part of the path")
    with pytest.raises(package.NotSent, match=f"^{told}$"):
        client.rooms.delete_room(organization_id=ORGANIZATION, room_id=value)
    assert requests == []
    assert issubclass(package.NotSent, ValueError)


def test_arguments_are_documented(package: ModuleType) -> None:
    told = package.Client(api_token="x").rooms.retrieve_room.__doc__
    assert "- `room_id`: Id of the room." in told


def pages(*links: str | None) -> list[httpx.Response]:
    tag = {"name": "t", "created_at": "2026-01-01T00:00:00Z", "hashed_name": "h"}
    tag["room_id"] = ORGANIZATION
    return [
        httpx.Response(
            200, json={"next": link, "previous": None, "results": [{**tag, "name": str(number)}]}
        )
        for number, link in enumerate(links)
    ]


def test_iterating_follows_the_links(connect: Callable[..., Any]) -> None:
    link = "https://service.giosg.com/api/v5/x?cursor=1%2F2"
    client, requests = connect(*pages(link, None))
    found = client.room_tags.iterate_room_tags(organization_id=ORGANIZATION, room_id="1")
    assert [tag.name for tag in found] == ["0", "1"]
    assert str(requests[1].url) == link
    assert requests[1].headers["authorization"] == "Token secret"


def test_credentials_stay_with_the_server(connect: Callable[..., Any]) -> None:
    client, requests = connect(*pages("https://evil.example/x", None))
    with pytest.raises(ValueError, match="another server"):
        list(client.room_tags.iterate_room_tags(organization_id=ORGANIZATION, room_id="1"))
    assert len(requests) == 1


def test_a_prefix_in_the_base_url_is_kept(
    connect: Callable[..., Any], room: dict[str, Any]
) -> None:
    client, requests = connect(httpx.Response(200, json=room), base_url="http://127.0.0.1:1/proxy/")
    client.rooms.retrieve_room(organization_id="o", room_id="1")
    assert str(requests[0].url) == "http://127.0.0.1:1/proxy/api/v5/orgs/o/rooms/1"


BODIES = """
openapi: 3.1.0
info: {title: Bodies, version: "1"}
paths:
  /x:
    post:
      operationId: send
      requestBody:
        content:
          text/plain: {schema: {type: string}}
          multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}
          application/json: {schema: {type: object, properties: {b: {type: string}}}}
      responses: {"204": {description: d}}
"""


def test_one_media_type_is_enough(client: Callable[[str], ModuleType]) -> None:
    models = importlib.import_module(f"{client(BODIES).__name__}.models")
    classes = [name for name, each in vars(models).items() if name.startswith("Send")]
    assert classes == ["SendBody"]
    assert models.SendBody.__struct_fields__ == ("b",)


def test_a_cookie_stays_one_cookie(client: Callable[[Path], ModuleType]) -> None:
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=[])

    shelves = client(Path(__file__).with_name("shelves.yaml")).Client(
        base_url="https://a.example", transport=httpx.MockTransport(handle)
    )
    shelves.books.list_books(shelf_id=1, session="s")
    assert sent[0].headers["cookie"] == "session=s"
    shelves.books.list_books(shelf_id=1, session="s; admin=1")
    assert sent[1].headers["cookie"] == "session=s%3B%20admin=1"


def test_async_client_against_the_server_stub(package: ModuleType) -> None:
    """Every method, with the documented examples for answers."""
    app = stub.create_app(debug=True)

    async def every() -> int:
        transport = httpx.ASGITransport(app)
        async with package.AsyncClient(base_url="http://test", transport=transport) as client:
            calls = [call for group in groups(client) for call in methods(group)]
            for call in calls:
                await call()
        return len(calls)

    assert asyncio.run(every()) == 31


def groups(client: Any) -> list[Any]:
    return [each for name, each in vars(client).items() if not name.startswith("_")]


def methods(group: Any) -> list[Callable[[], Any]]:
    """Every method with arguments that fit the examples."""
    names = [n for n in dir(group) if not n.startswith(("_", "iterate_"))]
    return [ready(getattr(group, name)) for name in names]


def ready(method: Any) -> Callable[[], Any]:
    models = importlib.import_module("giosg_rooms_and_brands.models")
    given: dict[str, Any] = {}
    for name, annotation in method.__annotations__.items():
        if name == "body":
            kind = getattr(models, annotation)
            given[name] = kind(**{f: example(f) for f in kind.__struct_fields__})
        elif annotation == "str":
            given[name] = "x"
    return lambda: method(**given)


def example(attribute: str) -> Any:
    if attribute.startswith("is_") or attribute == "bots_ignored_in_online_status":
        return True
    known = {"language_code": "en", "sensitive_data_purge_ttl": 1, "analytics_object_type": "gaq"}
    return None if "color" in attribute else known.get(attribute, "x")
