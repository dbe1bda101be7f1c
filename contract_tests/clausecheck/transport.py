"""HTTP that always ends: one deadline for a whole exchange, however slowly bytes drip.

httpx's own timeouts hold for each read, so a server that sends a byte a second is never late.
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx


class Deadline(httpcore.NetworkBackend):
    """Opens connections whose every read and write ends at `until` (monotonic seconds)."""

    def __init__(self) -> None:
        self.until = 0.0
        self._backend = httpcore.SyncBackend()

    def start(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline of the request has passed")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(
            host, port, self.left(timeout), local_address, socket_options
        )
        return _Stream(stream, self)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class DeadlineTransport(httpx.BaseTransport):
    """httpx's transport over a pool of connections that keep the deadline."""

    def __init__(self, deadline: Deadline, origin: httpx.URL) -> None:
        proxy = None if _is_loopback(origin.host) else _proxy_of(origin)
        common: dict[str, Any] = {
            "ssl_context": httpx.create_ssl_context(),
            "network_backend": deadline,
            "max_keepalive_connections": 4,
        }
        self._pool: httpcore.ConnectionPool = (
            httpcore.HTTPProxy(proxy, **common) if proxy else httpcore.ConnectionPool(**common)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


def _proxy_of(origin: httpx.URL) -> str | None:
    if urllib.request.proxy_bypass(origin.host):
        return None
    return urllib.request.getproxies().get(origin.scheme)
