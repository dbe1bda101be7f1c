"""[connection] of a target file: timeouts, rate, patience, TLS and proxy."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from clausecheck.failures import NotChecked
from clausecheck.http import pace
from clausecheck.http.client import Client
from clausecheck.http.target import Target, TargetError, load_target
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from recording_proxy import RecordingProxy

Answer = tuple[int, dict[str, str]]


class Scripted:
    """Answers one request after the other as told, then 200 to everything."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.delays: list[float] = []
        self.seen = 0
        self.cookies: list[str | None] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                server.seen += 1
                server.cookies.append(self.headers["Cookie"])
                time.sleep(server.delays.pop(0) if server.delays else 0)
                status, headers = server.script.pop(0) if server.script else (200, {})
                self.send_response(status)
                for name, value in {**headers, "Content-Length": "2"}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"{}")

        return Handler


@pytest.fixture(scope="module")
def document() -> Api:
    return load_api(manifest_of("giosg").document)


@pytest.fixture
def server() -> Iterator[Scripted]:
    found = Scripted()
    yield found
    found.close()


@pytest.fixture
def client(document: Api, server: Scripted) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def connected(base_url: str = server.url, **connection: object) -> Client:
        made.append(Client(document, target(base_url, **connection)))
        return made[-1]

    yield connected
    for each in made:
        each.close()


def target(base_url: str, **connection: object) -> Target:
    admin = ["actors.admin.token=secret", "actors.admin.organization_id=home"]
    given = [f"connection.{name}={value}" for name, value in connection.items()]
    return load_target(None, base_url=base_url, settings=[*admin, *given])


class Clock:
    """Time that goes on while somebody sleeps, and by a millisecond when it is looked at."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        self.now += 0.001
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the client waits by."""
    made = Clock()
    monkeypatch.setattr(pace, "time", made)
    return made


def test_rate(client: Callable[..., Client], clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER_COUNT", raising=False)  # they share the rate
    sent: list[float] = []
    caller = client(requests_per_second=20)
    caller.observers.append(lambda _: sent.append(clock.now))
    for _ in range(11):
        assert caller.call("listRooms").ok
    assert [b - a for a, b in pairwise(sent)] == pytest.approx([0.05] * 10)


def test_timeout(client: Callable[..., Client], server: Scripted) -> None:
    server.delays = [5.0]
    caller = client(timeout=0.3)
    exchange = caller.call("listRooms")
    assert exchange.status == 0
    assert exchange.problem == "no complete answer within 0.3 s"
    assert caller.call("listRooms").ok, "one answer that lacks is no end"


def test_a_target_that_hangs_is_given_up(client: Callable[..., Client], server: Scripted) -> None:
    server.delays = [5.0] * 100
    caller = client(timeout=0.3)
    for _ in range(50):
        with pytest.raises(NotChecked, match=r"stopped answering: no complete answer within 0.3 s"):
            caller.call("listRooms")
    assert server.seen < 5


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept(
    client: Callable[..., Client], server: Scripted, clock: Clock, status: int
) -> None:
    server.script = [(status, {"Retry-After": "7"})]
    assert client().call("listRooms").ok
    assert clock.slept == [7]


def test_retry_after_as_date(client: Callable[..., Client], server: Scripted, clock: Clock) -> None:
    later = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 50))
    server.script = [(429, {"Retry-After": later})]
    assert client().call("listRooms").ok
    (slept,) = clock.slept
    assert 0 < slept <= 50


def test_a_storm_is_given_up(client: Callable[..., Client], server: Scripted, clock: Clock) -> None:
    """No clause is broken because we are too fast, and nobody waits for an hour."""
    server.script = [(429, {"Retry-After": "3600"})] * 100
    caller = client(patience=1)
    for _ in range(3):
        with pytest.raises(NotChecked, match=r"429.*requests_per_second"):
            caller.call("listRooms")
    assert clock.slept == []
    assert server.seen < 10


def test_a_cookie_of_one_answer_is_nobodys_credential(
    client: Callable[..., Client], server: Scripted
) -> None:
    """What logs the owner in must not go with the requests of the others."""
    server.script = [(200, {"Set-Cookie": "session=of-the-owner; Path=/"})]
    caller = client()
    assert caller.call("listRooms").headers["set-cookie"].startswith("session=")
    assert caller.call("listRooms", actor="anonymous").ok
    assert server.cookies == [None, None]


def test_proxy(client: Callable[..., Client], server: Scripted) -> None:
    proxy = RecordingProxy(server.url)
    caller = client("http://api.example.test", proxy=proxy.url)
    assert caller.call("listRooms").ok
    assert proxy.hosts == {"api.example.test"}
    proxy.close()


def test_proxy_that_is_down(client: Callable[..., Client]) -> None:
    caller = client("http://api.example.test", proxy="http://127.0.0.1:9")
    with pytest.raises(NotChecked, match=r"stopped answering: .*Connection refused"):
        caller.call("listRooms")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("timeout=soon", "connection.timeout must be a number above 0"),
        ("timeout=0", "connection.timeout must be a number above 0"),
        ("requests_per_second=-1", "connection.requests_per_second must be a number above 0"),
        ("requests_per_second=nan", "connection.requests_per_second must be a number above 0"),
        ("patience=-1", "connection.patience must be a number, 0 or above"),
        ("insecure=perhaps", "connection.insecure must be true or false"),
        ("proxy=socks", "connection.proxy must be the URL of an HTTP proxy"),
        ("ca_file=/no/such/file.pem", "connection.ca_file /no/such/file.pem cannot be read"),
        ("tmeout=1", "connection.tmeout is not known; did you mean timeout"),
    ],
)
def test_wrong_settings(setting: str, message: str) -> None:
    with pytest.raises(TargetError, match=message):
        load_target(None, base_url="http://127.0.0.1:1", settings=[f"connection.{setting}"])


def test_in_a_file(tmp_path: Path) -> None:
    """Numbers and booleans stand there as TOML's own."""
    file = tmp_path / "target.toml"
    file.write_text(
        'base_url = "https://api.example.test"\n[connection]\ntimeout = 2\n'
        "requests_per_second = 4.5\npatience = 0\ninsecure = true\n"
    )
    connection = load_target(file).connection
    assert (connection.timeout, connection.requests_per_second) == (2.0, 4.5)
    assert (connection.patience, connection.insecure) == (0.0, True)
    file.write_text('base_url = "https://api.example.test"\n[connection]\nca_file = "empty.pem"\n')
    (tmp_path / "empty.pem").write_text("no certificate")
    with pytest.raises(TargetError, match=r"connection.ca_file .*empty.pem holds no certificate"):
        load_target(file)
