"""The site as its author sees it: served on this machine, and read again after each build."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from clausegen.command_line import UnusableError
from clausegen.render.environment import TEMPLATES

EVENTS = "/__reload"
SCRIPT = "/__reload.js"
SECONDS_BETWEEN_SIGNS = 15.0
"""A page that was left is noticed when it is written to."""


class Builds:
    """The latest build, by a name that no other build has, in this run or another."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.latest = ""

    def announce(self) -> None:
        with self._changed:
            self.latest = str(time.time_ns())
            self._changed.notify_all()

    def after(self, seen: str, seconds: float) -> str | None:
        """The latest build as soon as it is not the one that was seen."""
        with self._changed:
            found = self._changed.wait_for(lambda: self.latest != seen, seconds)
            return self.latest if found else None


@contextmanager
def serving(folder: Path, builds: Builds, port: int) -> Iterator[str]:
    """The address, on the loopback interface only."""
    handler = functools.partial(_Handler, builds, directory=str(folder))
    try:
        server = _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise UnusableError(f"port {port} cannot be used: {error.strerror}.") from None
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a page that was left is no error
            super().handle_error(request, client_address)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, builds: Builds, *args: Any, **options: Any) -> None:
        self._builds = builds
        super().__init__(*args, **options)  # answers the request

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        page = Path(self.translate_path(self.path))
        if address.path.endswith("/"):
            page /= "index.html"
        if address.path == SCRIPT:
            script = (TEMPLATES / "docs" / "reload.js").read_bytes()
            self._send(script, "text/javascript; charset=utf-8")
        elif address.path == EVENTS:
            self._tell(address.query)
        elif page.suffix == ".html" and page.is_file():
            self._send(self._listening(page), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Says nothing: the terminal is for the document's problems."""

    def _listening(self, page: Path) -> bytes:
        build = self._builds.latest  # before the page is read: one build too many does no harm
        tag = f'<script src="{SCRIPT}?{build}" defer></script>\n</head>'
        return page.read_bytes().replace(b"</head>", tag.encode(), 1)

    def _tell(self, seen: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        while (build := self._builds.after(seen, SECONDS_BETWEEN_SIGNS)) is None:
            self.wfile.write(b":\n\n")
        self.wfile.write(f"data: {build}\n\n".encode())

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
