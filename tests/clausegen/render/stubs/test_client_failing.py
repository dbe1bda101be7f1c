"""How calls of the Python client fail, are tried again, and end in time."""

from __future__ import annotations

import asyncio
import importlib
import socket
import ssl
import traceback
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest

ORGANIZATION = "7f9e9580-095b-42c7-838c-c04e667b26f7"
Script = Callable[[httpx.Request], httpx.Response]


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


def test_pauses_grow_and_have_jitter(package: ModuleType) -> None:
    retry = package.Retry(attempts=9, first=1.0, longest=5.0)
    request = httpx.Request("GET", "https://service.giosg.com")
    answer = httpx.Response(503, request=request)
    pauses = [[retry.after_answer(answer, attempt) for _ in range(50)] for attempt in (1, 2, 3, 4)]
    for each, (low, high) in zip(pauses, [(1, 1.2), (2, 2.4), (4, 4.8), (5, 5)], strict=True):
        assert low <= min(each) <= max(each) <= high
    assert len(set(pauses[0])) > 1
    assert retry.after_answer(answer, 9) is None
