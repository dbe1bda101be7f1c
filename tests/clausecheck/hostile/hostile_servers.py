"""Servers that misbehave, one function each; NAMES lists them.

By hand: python tests/clausecheck/hostile/hostile_servers.py endless_body --port 8000
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import socket
import ssl
import threading
import time
from pathlib import Path

from hostile_bombs import BROTLI_OF_256_MIB, MIB, packed
from hostile_visit import ON_CONNECTION, ON_REQUEST, Visit, on_connection, on_request

# Bodies


@on_request
def invalid_json(visit: Visit) -> None:
    visit.answer(b'{"results": [')


@on_request
def wrong_content_type(visit: Visit) -> None:
    visit.answer(b"<html><body>Please log in</body></html>", "Content-Type: text/html")


@on_request
def always_empty_object(visit: Visit) -> None:
    visit.answer(b"{}")


@on_request
def always_null(visit: Visit) -> None:
    visit.answer(b"null")


@on_request
def broken_utf8(visit: Visit) -> None:
    visit.answer(b'{"count": 1, "results": [{"name": "\xff\xfe\xc3"}]}')


@on_request
def deep_json(visit: Visit) -> None:
    visit.answer(b"[" * 200_000 + b"]" * 200_000)


@on_request
def huge_integers(visit: Visit) -> None:
    visit.answer(b'{"id": %s, "count": %s, "results": []}' % (b"9" * 10_000, b"9" * 10_000))


@on_request
def not_a_number(visit: Visit) -> None:
    visit.answer(b'{"count": NaN, "next": Infinity, "results": [-Infinity, 1e999999]}')


@on_request
def duplicate_keys(visit: Visit) -> None:
    visit.answer(b'{"id": "a", "id": 1, "results": [], "results": {}, "next": null, "next": "x"}')


@on_request
def endless_pages(visit: Visit) -> None:
    here, _, number = visit.path.partition("?n=")
    following = f"http://{visit.server.address}{here}?n={int(number or 0) + 1}"
    page = {"count": 1, "next": following, "previous": following, "results": [{"id": number}]}
    visit.answer(json.dumps(page).encode())


@on_request
def links_off_host(visit: Visit) -> None:
    page = {"next": visit.server.elsewhere, "previous": visit.server.elsewhere, "results": []}
    visit.answer(json.dumps(page).encode())


# Size and time


@on_request
def endless_body(visit: Visit) -> None:
    visit.start()
    while True:
        visit.send(b" " * 65536)


@on_request
def gigabyte_by_length(visit: Visit) -> None:
    visit.start(f"Content-Length: {1024 * MIB}")
    for _ in range(1024):
        visit.send(b" " * MIB)


@on_request
def gigabyte_by_chunks(visit: Visit) -> None:
    visit.start("Transfer-Encoding: chunked")
    for _ in range(1024):
        visit.send(b"%x\r\n%s\r\n" % (MIB, b" " * MIB))
    visit.send(b"0\r\n\r\n")


@on_request
def gzip_bomb(visit: Visit) -> None:
    visit.answer(packed(31), "Content-Encoding: gzip")


@on_request
def gzip_bomb_twice(visit: Visit) -> None:
    visit.answer(gzip.compress(packed(31)), "Content-Encoding: gzip, gzip")


@on_request
def deflate_bomb(visit: Visit) -> None:
    visit.answer(packed(15), "Content-Encoding: deflate")


@on_request
def brotli_bomb(visit: Visit) -> None:
    visit.answer(BROTLI_OF_256_MIB, "Content-Encoding: br")


@on_request
def broken_gzip(visit: Visit) -> None:
    visit.answer(b'{"results": []}', "Content-Encoding: gzip")


@on_request
def slow_body(visit: Visit) -> None:
    visit.start("Content-Length: 100000")
    while True:
        visit.send(b" ")
        time.sleep(0.1)


@on_request
def slow_head(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        visit.send(b"a")
        time.sleep(0.1)


@on_request
def always_continue(visit: Visit) -> None:
    while True:
        visit.send(b"HTTP/1.1 100 Continue\r\n\r\n")


@on_request
def huge_header(visit: Visit) -> None:
    visit.answer(b"{}", f"X-Huge: {'a' * MIB}")


@on_request
def many_headers(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        visit.send(b"X-%d: %s\r\n" % (number, b"a" * 64))
    visit.send(b"\r\n")


# Framing and connections


@on_request
def length_too_long(visit: Visit) -> None:
    visit.start("Content-Length: 1000")
    visit.send(b"{}")


@on_request
def length_too_short(visit: Visit) -> None:
    visit.start("Content-Length: 3")
    visit.send(b'{"results": []}')


@on_request
def length_no_number(visit: Visit) -> None:
    visit.start("Content-Length: many")
    visit.send(b"{}")


@on_request
def wrong_chunks(visit: Visit) -> None:
    visit.start("Transfer-Encoding: chunked")
    visit.send(b"zz\r\n{}\r\n0\r\n\r\n")


@on_request
def status_999(visit: Visit) -> None:
    visit.answer(b"{}", status="999 Whatever")


@on_request
def resets(visit: Visit) -> None:
    visit.reset()


@on_request
def resets_in_body(visit: Visit) -> None:
    visit.start("Content-Length: 1000")
    visit.send(b'{"results": [')
    visit.reset()


@on_request
def silent(visit: Visit) -> None:
    visit.wait()


@on_connection
def silent_from_the_start(visit: Visit) -> None:
    visit.wait()


@on_connection
def closes_at_once(visit: Visit) -> None:
    visit.connection.close()


@on_connection
def ssh_banner(visit: Visit) -> None:
    visit.send(b"SSH-2.0-OpenSSH_9.6\r\n")
    visit.wait()


@on_connection
def noise(visit: Visit) -> None:
    visit.send(b"\x00\xff\x16\x03\r\n\r\n" * 1000)


@on_connection
def self_signed(visit: Visit) -> None:
    assert visit.server.tls is not None, "start it with --certificate"
    visit.connection = visit.server.tls.wrap_socket(visit.connection, server_side=True)
    visit.read()
    visit.answer()


@on_request
def dies(visit: Visit) -> None:
    """Nobody listens any more."""
    visit.server.close()


# Statuses and redirects


@on_request
def always_500(visit: Visit) -> None:
    visit.answer(b'{"detail": "boom"}', status="500 Internal Server Error")


@on_request
def always_401(visit: Visit) -> None:
    """The credentials are lost."""
    visit.answer(b'{"detail": "Invalid token."}', status="401 Unauthorized")


@on_request
def too_many_requests(visit: Visit) -> None:
    visit.answer(b"{}", "Retry-After: 3600", status="429 Too Many Requests")


@on_request
def too_many_requests_for_now(visit: Visit) -> None:
    visit.answer(b"{}", "Retry-After: 1", status="429 Too Many Requests")


@on_request
def redirect_loop(visit: Visit) -> None:
    visit.answer(b"", f"Location: {visit.path}", status="302 Found")


@on_request
def redirect_chain(visit: Visit) -> None:
    visit.answer(b"", f"Location: {visit.path}/x", status="307 Temporary Redirect")


@on_request
def redirect_off_host(visit: Visit) -> None:
    where = f"Location: {visit.server.elsewhere}{visit.path}"
    visit.answer(b"", where, status="307 Temporary Redirect")


NAMES = (*ON_REQUEST, *ON_CONNECTION)


class Server:
    """One behaviour on a free port. The first `after` requests go to `upstream` instead."""

    def __init__(
        self,
        name: str,
        *,
        upstream: tuple[str, int] | None = None,
        after: int = 0,
        port: int = 0,
        certificate: Path | None = None,
    ) -> None:
        self.name = name
        self.requests = 0
        self.elsewhere = "http://192.0.2.1:80"  # an address that is nobody's
        self._upstream, self._after = upstream, after
        self.tls = _tls(certificate) if certificate is not None else None
        self._listener = socket.create_server(("127.0.0.1", port), backlog=128)
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def join(self) -> None:
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._visited, args=[connection], daemon=True).start()

    def _visited(self, connection: socket.socket) -> None:
        visit = Visit(self, connection)
        self.requests += 1
        # A client that hangs up is what most of these are about.
        with contextlib.suppress(OSError):
            if self.requests <= self._after:
                if visit.read():
                    self._forward(visit)
            elif self.name in ON_CONNECTION:
                ON_CONNECTION[self.name](visit)
            elif visit.read():
                ON_REQUEST[self.name](visit)
        with contextlib.suppress(OSError):
            visit.connection.shutdown(socket.SHUT_WR)
            visit.connection.settimeout(5)
            visit.wait()
        visit.connection.close()

    def _forward(self, visit: Visit) -> None:
        assert self._upstream is not None
        first, *headers = visit.head.split(b"\r\n")
        kept = [each for each in headers if not each.lower().startswith(b"connection:")]
        with socket.create_connection(self._upstream) as onward:
            onward.sendall(b"\r\n".join([first, *kept, b"Connection: close", b"", visit.body]))
            while data := onward.recv(65536):
                visit.send(data)


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, epilog=f"NAME: {', '.join(NAMES)}")
    parser.add_argument("name", choices=NAMES, metavar="NAME")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--upstream", help="HOST:PORT of a sane server", metavar="HOST:PORT")
    parser.add_argument("--after", type=int, default=0, help="requests that go there first")
    parser.add_argument("--certificate", type=Path, help="PEM file with key, for self_signed")
    given = parser.parse_args()
    host, _, port = (given.upstream or "").rpartition(":")
    server = Server(
        given.name,
        upstream=(host, int(port)) if host else None,
        after=given.after,
        port=given.port,
        certificate=given.certificate,
    )
    print(f"listening on http://{server.address}", flush=True)  # noqa: T201 - a command
    server.join()


if __name__ == "__main__":
    main()
