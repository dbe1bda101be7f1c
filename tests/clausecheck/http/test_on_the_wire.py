"""What goes on the wire, once, and what is made of any answer."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from clausecheck.http.actors import ANONYMOUS
from clausecheck.http.exchange import Exchange
from clausecheck.http.target import Target
from clausecheck.http.wire import Wire
from tiny_servers import raw

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
JSON = b'{"a":1}'
PACKED = gzip.compress(JSON)


def answer(status: int, headers: str = "", body: bytes = b"") -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


class Line:
    """A wire to a server that sends these answers, and what the server was sent."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.got: list[str] = []
        self.heads: list[bytes] = []
        self._wire = Wire(Target(base_url=url))

    def send(self, method: str, path: str = "/x", sent: bytes | None = None) -> Exchange:
        url = self.url.replace("//u:p@", "//") + path
        return self._wire.send(Exchange(actor=ANONYMOUS, method=method, url=url, sent=sent))

    def close(self) -> None:
        self._wire.close()


@contextmanager
def line(*answers: bytes | None, user: str = "") -> Iterator[Line]:
    """None closes the connection in place of an answer; the last one comes again and again."""
    made: list[Line] = []

    def talk(connection: socket.socket) -> None:
        while head := _request(connection):
            (there,) = made
            there.heads.append(head)
            there.got.append(head.partition(b" HTTP")[0].decode())
            given = answers[min(len(there.got), len(answers)) - 1]
            if given is None:
                return
            connection.sendall(given)

    with raw(talk) as url:
        made.append(Line(url.replace("//", f"//{user}")))
        yield made[0]
        made[0].close()


def _request(connection: socket.socket) -> bytes:
    """All of it, as far as its length says."""
    head = b""
    while b"\r\n\r\n" not in head:
        if not (more := connection.recv(65536)):
            return b""
        head += more
    return head


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "broken",
    [
        None,
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nbad header: 1\r\n\r\n",
    ],
    ids=["nothing", "cut off", "no HTTP", "no header"],
)
def test_a_write_that_may_have_been_done_is_not_sent_again(
    broken: bytes | None, method: str
) -> None:
    with line(broken, FINE) as there:
        if broken and b"99" in broken:
            broken_off(there)
        assert there.send(method, sent=b"{}").status in {0, 200}
        assert len(there.got) == 1


def broken_off(there: Line) -> None:
    """The test need not wait ten seconds for the other 98 bytes."""
    there._wire._timeout = 0.5


@pytest.mark.parametrize(("method", "times"), [("GET", 3), ("POST", 3), ("DELETE", 2)])
def test_a_kept_connection_that_was_closed_at_that_moment(method: str, times: int) -> None:
    """But for a deletion: what it has removed may be somebody else's by now."""
    with line(FINE, None, FINE) as there:
        assert there.send("GET").ok
        assert there.send(method, sent=b"{}" if method == "POST" else None).ok is (times == 3)
        assert len(there.got) == times


@pytest.mark.parametrize(
    ("path", "location"),
    [("/a%2Fb", "/a/b"), ("/things/%2F", "/things/"), ("/x", "/y"), ("/x", "/x?all=1")],
)
def test_a_write_goes_on_to_its_own_path_alone(path: str, location: str) -> None:
    with line(answer(308, f"Location: {location}\r\n"), FINE) as there:
        assert there.send("DELETE", path).status == 308
        assert there.got == [f"DELETE {path}"]


def test_a_slash_more_is_the_same_path() -> None:
    with line(answer(308, "Location: /x%20y/\r\n"), FINE) as there:
        assert there.send("DELETE", "/x%20y").ok
        assert there.got == ["DELETE /x%20y", "DELETE /x%20y/"]


@pytest.mark.parametrize(
    ("location", "answered"), [("/logout", 302), ("/x/delete", 302), ("/login", 200)]
)
def test_a_read_goes_on_unless_something_would_happen(location: str, answered: int) -> None:
    with line(answer(302, f"Location: {location}\r\n"), FINE) as there:
        assert there.send("GET").status == answered
        assert len(there.got) == (2 if answered == 200 else 1)


@pytest.mark.parametrize("status", [204, 304])
def test_a_body_where_none_may_be_is_seen_and_ends_the_connection(status: int) -> None:
    with line(answer(status, body=b"null"), FINE) as there:
        assert there.send("DELETE").text == "null"
        assert there.send("GET").json == {}
        assert there.got == ["DELETE /x", "GET /x"]


@pytest.mark.parametrize("status", [100, 103])
def test_what_came_before_an_answer_is_no_body_of_it(status: int) -> None:
    interim = f"HTTP/1.1 {status} Whatever\r\nLink: <x>\r\n\r\n".encode()
    with line(interim + b"HTTP/1.1 204 No Content\r\n\r\n", FINE) as there:
        assert there.send("DELETE").text == ""
        assert there.send("GET").json == {}


@pytest.mark.parametrize(
    ("coding", "body", "problem"),
    [
        ("", JSON, None),
        ("identity", JSON, None),
        ("gzip", PACKED, None),
        ("gzip", PACKED[:-9], "is cut off: its gzip has no end"),
        ("gzip", JSON, "is no gzip"),
        ("utf-8", JSON, "is packed with utf-8, which was not asked for"),
    ],
)
def test_an_answer_that_cannot_be_unpacked_is_an_answer(
    coding: str, body: bytes, problem: str | None
) -> None:
    with line(answer(200, f"Content-Encoding: {coding}\r\n", body)) as there:
        came: Any = there.send("GET")
        assert came.status == 200
        assert (problem in came.problem) if problem else came.json == {"a": 1}


def test_who_stands_in_the_base_url_is_told_to_the_server() -> None:
    with line(FINE, user="u:p@") as there:
        there.send("GET")
        assert b"Authorization: Basic dTpw\r\n" in there.heads[0]
