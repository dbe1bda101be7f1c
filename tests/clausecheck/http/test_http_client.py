"""The HTTP client against servers that misbehave: it ends in time and tells what happened."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clausecheck.failures import NotChecked
from clausecheck.http.client import Client
from clausecheck.http.exchange import NO_JSON
from clausecheck.http.target import Target, load_target
from clausecheck.http.wire import MAX_BYTES
from clausegen.load import load_api
from tiny_servers import Answer, http, raw

DOCUMENT = load_api(Path(__file__).parents[1] / "cases" / "library.yaml")
SECRET = "very-secret"
SETTINGS = [f"actors.admin.token={SECRET}", "connection.patience=2"]
HURRIED = [*SETTINGS, "connection.timeout=0.5"]


def target(url: str, settings: list[str] = SETTINGS, **given: Any) -> Target:
    return load_target(None, base_url=url, settings=settings, **given)


@contextmanager
def client(answer: Answer) -> Iterator[Client]:
    with http(answer) as url:
        made = Client(DOCUMENT, target(url))
        yield made
        made.close()


def lost(talk: Any) -> str:
    """Why a server that never answered rightly is given up."""
    with raw(talk) as url:
        made = Client(DOCUMENT, target(url, HURRIED))
        with pytest.raises(NotChecked) as told:
            made.call("listShelves")
        made.close()
    return told.value.reason


def test_a_byte_now_and_then_does_not_hold_it_up() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            connection.sendall(b" ")
            time.sleep(0.1)

    started = time.monotonic()
    assert lost(drip) == "the target stopped answering: no complete answer within 0.5 s"
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"HTTP/1.1 2",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
    ],
    ids=[
        "nothing",
        "half a line",
        "no http",
        "too short",
        "bad chunk",
        "negative",
        "headers",
    ],
)
def test_malformed_answers_are_told_not_raised(bytes_: bytes) -> None:
    reason = lost(lambda connection: (connection.recv(9999), connection.sendall(bytes_)))
    assert reason.startswith("the target stopped answering: ")


def test_an_answer_without_end_is_cut() -> None:
    with (
        client(lambda _: (200, {}, b" " * (MAX_BYTES + 1))) as asking,
        pytest.raises(NotChecked, match="larger than"),
    ):
        asking.call("listShelves")


@pytest.mark.parametrize("body", [b"{", b"[" * 200_000, b"\xff\xfe", b"NaN", b""])
def test_bodies_that_are_no_json(body: bytes) -> None:
    with client(lambda _: (200, {}, body)) as asking:
        exchange = asking.call("listShelves")
    assert exchange.status == 200
    assert exchange.json is NO_JSON


def test_redirects_within_the_target_are_followed_others_are_answers() -> None:
    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.path == "/shelves":
            return 308, {"Location": "/shelves/"}, b""
        if request.path == "/shelves/":
            return 201, {}, request.body
        return 302, {"Location": "http://127.0.0.1:1/elsewhere"}, b""

    with client(answer) as asking:
        assert asking.call("createShelf", body={"label": "x"}).json == {"label": "x"}
        assert asking.call("retrieveShelf", path={"shelf": "a"}).status == 302


def test_links_are_followed_at_the_target_only() -> None:
    seen = []
    with client(lambda request: (seen.append(request.path), (200, {}, b"{}"))[1]) as asking:
        first = asking.call("listShelves")
        asking.follow(first, "https://elsewhere.example.com/shelves?cursor=1")
    assert seen == ["/shelves", "/shelves?cursor=1"]


def test_it_waits_when_it_is_asked_to_and_gives_up_in_the_end() -> None:
    statuses = itertools.chain([429, 503], itertools.repeat(200))
    with client(lambda _: (next(statuses), {"Retry-After": "0"}, b"{}")) as asking:
        assert asking.call("listShelves").status == 200
        assert asking.requests == 3
    with (
        client(lambda _: (429, {"Retry-After": "0"}, b"")) as asking,
        pytest.raises(NotChecked, match="429"),
    ):
        asking.call("listShelves")


def test_path_values_are_encoded() -> None:
    seen = []
    with client(lambda request: (seen.append(request.path), (404, {}, b""))[1]) as asking:
        asking.call("retrieveShelf", path={"shelf": "a/b c?d"})
    assert seen == ["/shelves/a%2Fb%20c%3Fd"]


def test_the_token_is_never_shown() -> None:
    with client(lambda r: (200, {}, r.headers["Authorization"].encode())) as asking:
        exchange = asking.call("createShelf", body={"label": "it's"})
    assert SECRET not in exchange.answer + exchange.curl
    assert "$TOKEN_ADMIN" in exchange.answer
    assert '-H "Authorization: Bearer $TOKEN_ADMIN"' in exchange.curl
    assert exchange.curl.endswith("/shelves")


def test_a_target_that_is_not_loopback_is_only_read() -> None:
    made = Client(DOCUMENT, target("http://192.0.2.1"))
    with pytest.raises(NotChecked, match="give --allow-writes"):
        made.call("createShelf", body={"label": "x"})
    assert Client(DOCUMENT, target("http://192.0.2.1", allow_writes=True)).target.writable


def test_a_server_that_has_died_is_not_asked_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    made = Client(DOCUMENT, target(url))
    with pytest.raises(NotChecked, match="stopped answering"):
        made.call("listShelves")
    asked = made.requests
    with pytest.raises(NotChecked, match="stopped answering"):
        made.call("listShelves")
    assert made.requests == asked


def test_without_the_actor_nothing_is_asked() -> None:
    with client(lambda _: (200, {}, b"{}")) as asking:
        with pytest.raises(NotChecked, match=r"give \[actors.member\]"):
            asking.call("listShelves", actor="member")
        assert asking.requests == 0


def endless(media_type: str) -> Any:
    """Two lines, half a third one, and nothing more, while the connection stays."""

    def talk(connection: socket.socket) -> None:
        connection.recv(65536)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n"
        connection.sendall(f'{head}{{"n":1}}\n{{"n":2}}\n{{"n":'.encode())
        connection.recv(1)

    return talk


@pytest.mark.parametrize("media_type", ["text/event-stream", "application/jsonl; charset=utf-8"])
def test_a_stream_need_not_end(media_type: str) -> None:
    """What came so far counts, to the end of its last line."""
    with raw(endless(media_type)) as url:
        made = Client(DOCUMENT, target(url, HURRIED))
        answer = made.call("listShelves")
        made.close()
    assert (answer.status, answer.text) == (200, '{"n":1}\n{"n":2}\n')


def test_what_is_no_stream_has_to_end() -> None:
    told = "the target stopped answering: no complete answer within 0.5 s"
    assert lost(endless("application/json")) == told
