"""HTTP that always ends: a deadline for a whole exchange, a limit for what it unpacks to.

The pool's own timeouts hold for each read, so a server that sends a byte a second is never late.
"""

from __future__ import annotations

import time
import urllib.request
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpcore2
import httpx2

from clausecheck.http.connection import Connection

IDLE = 2.0  # seconds that an unused connection is kept: servers close theirs after some more
PIECE = 65536
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""Content codings that are read although nobody asked for them, with zlib's name of each."""


class Deadline(httpcore2.NetworkBackend):
    """Opens connections whose every read and write ends at `until` (monotonic seconds).

    It also knows what came since `start`: the pool tells neither that a connection was a kept one,
    nor what followed an answer that must not have a body.
    """

    def __init__(self) -> None:
        self.until = 0.0
        self.is_fresh = False
        """A connection was opened for this exchange."""
        self.came = bytearray()
        """The first bytes of the answer, its head included."""
        self._backend = httpcore2.SyncBackend()

    def start(self, seconds: float) -> None:
        self.limit(seconds)
        self.is_fresh = False
        self.came.clear()

    def limit(self, seconds: float) -> None:
        """From now on, for what goes on already."""
        self.until = time.monotonic() + seconds

    def see(self, raw: bytes) -> bytes:
        if len(self.came) < PIECE:
            self.came += raw
        return raw

    def left(self, timeout: float | None) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the deadline of the request has passed")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        self.is_fresh = True
        stream = self._backend.connect_tcp(
            host, port, self.left(timeout), local_address, socket_options
        )
        return _Stream(stream, self)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        raw = self._stream.read(max_bytes, self._deadline.left(timeout))
        return self._deadline.see(raw)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def pool_of(
    deadline: Deadline, origin: httpx2.URL, connection: Connection
) -> httpcore2.ConnectionPool:
    """Connections that keep the deadline, through a proxy where one is told."""
    common: dict[str, Any] = {
        "ssl_context": connection.tls() if origin.scheme == "https" else None,
        "network_backend": deadline,
        "max_keepalive_connections": 4,
        "keepalive_expiry": IDLE,
    }
    url = connection.proxy or _proxy_of(origin)
    if url is None:
        return httpcore2.ConnectionPool(**common)
    proxy = httpx2.Proxy(url)
    return httpcore2.HTTPProxy(str(proxy.url), proxy_auth=proxy.raw_auth, **common)


def unpacked(raw: Iterable[bytes], headers: Mapping[str, str]) -> Iterator[bytes]:
    """The body in pieces, none of them large. Raises ValueError for what cannot be unpacked."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in {"", "identity"}:
        yield from raw
        return
    if coding not in PACKED:
        raise ValueError(f"the answer is packed with {coding}, which was not asked for")
    unpacker, came = zlib.decompressobj(PACKED[coding]), False
    try:
        for packed in raw:
            rest, came = packed, came or bool(packed)
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unconsumed_tail
    except zlib.error as error:
        raise ValueError(f"the answer is no {coding}: {error}") from error
    if unpacker.unconsumed_tail or (came and not unpacker.eof):
        raise ValueError(f"the answer is cut off: its {coding} has no end")


def _proxy_of(origin: httpx2.URL) -> str | None:
    """What the environment says. Nobody means this machine by it."""
    is_here = origin.host in {"localhost", "::1"} or origin.host.startswith("127.")
    if is_here or urllib.request.proxy_bypass(origin.host):
        return None
    return urllib.request.getproxies().get(origin.scheme)
