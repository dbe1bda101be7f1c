"""The Python client of our document, against scripted answers and the server stub."""

from __future__ import annotations

import asyncio
import importlib
import re
import socket
import ssl
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest
from giosg_mock import stub

CLIENTS = Path(__file__).parents[4] / "clients" / "python"
ORGANIZATION = "7f9e9580-095b-42c7-838c-c04e667b26f7"
Script = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(scope="module")
def package() -> Iterator[ModuleType]:
    """The committed client."""
    sys.path.insert(0, str(CLIENTS))
    yield importlib.import_module("giosg_rooms_and_brands")
    sys.path.remove(str(CLIENTS))


@pytest.fixture
def models(package: ModuleType) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.models")


@pytest.fixture
def room() -> dict[str, Any]:
    """A room as the document shows it."""
    asgi = importlib.import_module("giosg_mock.stub.asgi")
    return dict(asgi.examples()["retrieveRoom"])


@pytest.fixture
def connect(package: ModuleType) -> Callable[..., Any]:
    def make(*script: Script | httpx.Response, **options: Any) -> tuple[Any, list[httpx.Request]]:
        requests: list[httpx.Request] = []
        answers = iter(script)

        def handle(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            answer = next(answers)
            return answer if isinstance(answer, httpx.Response) else answer(request)

        given = {"api_token": "secret", "retry": package.Retry(first=0.0)} | options
        return package.Client(transport=httpx.MockTransport(handle), **given), requests

    return make


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
        (418, "ApiError"),
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


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_a_timeout_that_is_none(
    connect: Callable[..., Any], package: ModuleType, timeout: float
) -> None:
    client, requests = connect()
    whole, _ = connect(timeout=timeout)
    for each in (client.with_options(timeout=timeout), whole):
        with pytest.raises(package.NotSent, match=r"^not sent: the timeout must be above 0$"):
            each.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    assert requests == []


def refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("broken", request=request)


GONE = httpx.Response(204)
BUSY = httpx.Response(503)
BUSY_FOR_A_MOMENT = httpx.Response(503, headers={"retry-after": "0"})
TOO_MANY = httpx.Response(429, headers={"retry-after": "Thu, 01 Jan 2015 00:00:00 GMT"})
FOR_LONG = httpx.Response(429, headers={"retry-after": "3600"})


@pytest.mark.parametrize(
    ("script", "attempts"),
    [
        ([refused, GONE], 2),
        ([broken, GONE], 2),
        ([BUSY, GONE], 2),
        ([httpx.Response(502), httpx.Response(504), GONE], 3),
        ([TOO_MANY, BUSY_FOR_A_MOMENT, GONE], 3),
    ],
)
def test_deleting_is_tried_again(
    connect: Callable[..., Any], script: list[Any], attempts: int
) -> None:
    client, requests = connect(*script)
    client.rooms.delete_room(organization_id=ORGANIZATION, room_id="1")
    assert len(requests) == attempts


@pytest.mark.parametrize(
    ("script", "attempts"),
    [
        ([broken], 1),
        ([BUSY], 1),
        ([FOR_LONG], 1),
        ([httpx.Response(502)], 1),
        ([refused, TOO_MANY, BUSY_FOR_A_MOMENT], 3),
    ],
)
def test_creating_is_tried_again_only_if_nothing_happened(
    connect: Callable[..., Any],
    package: ModuleType,
    models: ModuleType,
    script: list[Any],
    attempts: int,
) -> None:
    client, requests = connect(*script)
    with pytest.raises(package.CallError):
        client.brands.create_brand(
            organization_id=ORGANIZATION,
            body=models.BrandInput(name="a", primary_color_code=None, secondary_color_code=None),
        )
    assert len(requests) == attempts


def late(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("", request=request)


@pytest.mark.parametrize(("script", "name"), [(broken, "NetworkError"), (late, "TimedOut")])
def test_failures_of_the_network_are_of_the_family(
    connect: Callable[..., Any], package: ModuleType, script: Script, name: str
) -> None:
    client, _ = connect(script, retry=package.Retry(attempts=1))
    with pytest.raises(package.NetworkError) as raised:
        client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    error = raised.value
    assert type(error).__name__ == name
    assert isinstance(error, package.CallError)
    assert not isinstance(error, package.ApiError)
    assert isinstance(error.__cause__, httpx.TransportError)
    why = str(error.__cause__) or "ReadTimeout"
    assert str(error) == f"GET /api/v5/orgs/{ORGANIZATION}/rooms/1: no answer: {why}"


def test_an_error_knows_how_the_server_calls_the_request(
    connect: Callable[..., Any], package: ModuleType
) -> None:
    named = httpx.Response(404, json={"detail": "no"}, headers={"X-Request-Id": "r-7"})
    client, _ = connect(named, httpx.Response(404))
    with pytest.raises(package.NotFound, match=r"404 no \(request r-7\)") as raised:
        client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    assert raised.value.request_id == "r-7"
    with pytest.raises(package.NotFound) as raised:
        client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    assert raised.value.request_id is None


def test_options_are_of_some_calls(
    connect: Callable[..., Any], package: ModuleType, room: dict[str, Any]
) -> None:
    good = httpx.Response(200, json=room)
    client, requests = connect(good, good, broken)
    other = client.with_options(timeout=5, headers={"X-Trace": "1"})
    once = other.with_options(headers={"x-other": "2"}, retry=package.Retry(attempts=1))
    client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    other.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    with pytest.raises(package.NetworkError):
        once.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    limits = [each.extensions["timeout"]["read"] for each in requests]
    assert list(map(round, limits)) == [60, 5, 5]
    assert [each.headers.get("x-trace") for each in requests] == [None, "1", "1"]
    assert [each.headers.get("x-other") for each in requests] == [None, None, "2"]
    assert {each.headers["authorization"] for each in requests} == {"Token secret"}


@pytest.mark.parametrize("url", ["http://[::1", "ftp://x", "127.0.0.1:8000", "", "http://x:y"])
def test_a_url_that_is_none_is_told_as_our_own_error(package: ModuleType, url: str) -> None:
    with pytest.raises(package.CallError) as raised:
        package.Client(base_url=url).rooms.retrieve_room(organization_id="1", room_id="1")
    assert type(raised.value) is package.NotSent
    assert str(raised.value).startswith("not sent: ")

    async def ask() -> None:
        client = package.AsyncClient(base_url=url)
        await client.rooms.retrieve_room(organization_id="1", room_id="1")

    with pytest.raises(package.NotSent):
        asyncio.run(ask())


@pytest.mark.parametrize("end", ["\n", "\r", "\0"])
def test_a_token_that_ends_its_header_is_not_sent_and_not_repeated(
    connect: Callable[..., Any], package: ModuleType, end: str
) -> None:
    client, requests = connect(api_token=f"secret{end}X-Other: 1")
    with pytest.raises(package.NotSent, match="a header holds a line break") as raised:
        client.rooms.retrieve_room(organization_id="1", room_id="1")
    assert "X-Other" not in "".join(traceback.format_exception(raised.value, chain=True))
    client, _ = connect()
    other = client.with_options(headers={"X-Trace": f"a{end}b"})
    with pytest.raises(package.NotSent):
        other.rooms.retrieve_room(organization_id="1", room_id="1")
    assert not requests


def untrusted(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no", request=request) from ssl.SSLCertVerificationError()


def unknown_host(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no", request=request) from socket.gaierror(socket.EAI_NONAME, "no")


def undecodable(request: httpx.Request) -> httpx.Response:
    raise httpx.DecodingError("no", request=request)


@pytest.mark.parametrize("never", [untrusted, unknown_host, undecodable])
def test_what_can_never_succeed_is_tried_once(
    connect: Callable[..., Any], package: ModuleType, never: Script
) -> None:
    client, requests = connect(never, GONE)
    with pytest.raises(package.NetworkError):
        client.rooms.delete_room(organization_id=ORGANIZATION, room_id="1")
    assert len(requests) == 1


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Dripping(httpx.SyncByteStream):
    """A body of one byte a second."""

    def __init__(self, clock: Clock, content: bytes) -> None:
        self.closed = False
        self._clock = clock
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        for each in self._content:
            self._clock.sleep(1)
            yield bytes([each])

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def clock(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    for name in ("deadline", "transport"):
        monkeypatch.setattr(importlib.import_module(f"{package.__name__}.{name}"), "time", stopped)
    return stopped


def test_a_timeout_is_for_the_whole_call(
    connect: Callable[..., Any], package: ModuleType, clock: Clock
) -> None:
    """Httpx counts anew for each part that arrives: a body that drips would have no end."""
    body = Dripping(clock, b'{"detail": "no"}')
    client, requests = connect(httpx.Response(404, stream=body), timeout=5)
    with pytest.raises(package.TimedOut, match="not over after 5 s"):
        client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    assert clock.now == 105
    assert body.closed
    assert len(requests) == 1
    patient, _ = connect(httpx.Response(404, stream=Dripping(clock, b"{}")), timeout=5)
    with pytest.raises(package.NotFound):
        patient.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")


def test_attempts_and_pauses_count(
    connect: Callable[..., Any], package: ModuleType, clock: Clock
) -> None:
    limits = []

    def slowly(request: httpx.Request) -> httpx.Response:
        limits.append(request.extensions["timeout"]["read"])
        clock.sleep(2)
        return broken(request)

    client, requests = connect(slowly, slowly, slowly, timeout=5)
    with pytest.raises(package.NetworkError):
        client.rooms.retrieve_room(organization_id=ORGANIZATION, room_id="1")
    assert limits == [5, 3, 1]
    clock.now = 100.0
    asked = httpx.Response(429, headers={"retry-after": "6"})
    client, requests = connect(asked, GONE, timeout=5)
    with pytest.raises(package.ApiError, match="429"):
        client.rooms.delete_room(organization_id=ORGANIZATION, room_id="1")
    assert clock.now == 100, "nobody waits for a pause that is longer than the rest"
    assert len(requests) == 1


def test_an_asynchronous_call_ends_in_time_wherever_it_waits(package: ModuleType) -> None:
    async def never(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async def ask() -> None:
        transport = httpx.MockTransport(never)
        async with package.AsyncClient(transport=transport, timeout=0.01) as client:
            await client.rooms.retrieve_room(organization_id="1", room_id="1")

    with pytest.raises(package.TimedOut, match=r"not over after 0.01 s"):
        asyncio.run(ask())


def test_arguments_are_documented(package: ModuleType) -> None:
    told = package.Client(api_token="x").rooms.retrieve_room.__doc__
    assert "- `room_id`: Id of the room." in told


def test_pauses_grow_and_have_jitter(package: ModuleType) -> None:
    retry = package.Retry(attempts=9, first=1.0, longest=5.0)
    request = httpx.Request("GET", "https://service.giosg.com")
    answer = httpx.Response(503, request=request)
    pauses = [[retry.after_answer(answer, attempt) for _ in range(50)] for attempt in (1, 2, 3, 4)]
    for each, (low, high) in zip(pauses, [(1, 1.2), (2, 2.4), (4, 4.8), (5, 5)], strict=True):
        assert low <= min(each) <= max(each) <= high
    assert len(set(pauses[0])) > 1
    assert retry.after_answer(answer, 9) is None


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
