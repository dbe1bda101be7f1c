"""Servers of a few lines, each wrong in one way from the first byte to the last."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[Any], tuple[int, dict[str, str], bytes]]
"""(status, headers, body) for a request."""


@contextmanager
def http(answer: Answer) -> Iterator[str]:
    """Serves `answer` to every request; gives the base URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def any_method(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, body = answer(self)
            lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
            lines += [f"{name}: {value}" for name, value in headers.items()]
            # In one piece: two writes would wait for each other's acknowledgement.
            self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = any_method  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def raw(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """Hands each connection to `talk`; gives the base URL."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(talk, connection), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def _talk(talk: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with connection:
        try:
            talk(connection)
        except OSError:
            return
