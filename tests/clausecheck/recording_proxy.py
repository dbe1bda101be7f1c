"""An HTTP proxy that remembers what goes through it; it can also be asked as a server."""

from __future__ import annotations

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit


class RecordingProxy:
    """Leads each host name to one address, whatever it resolves to."""

    def __init__(self, upstream: str) -> None:
        self.requests: list[tuple[str, str, bytes]] = []
        """(method, path and query, payload)"""
        self.hosts: set[str] = set()
        self._address = urlsplit(upstream).netloc
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def methods(self) -> list[str]:
        return [method for method, _, _ in self.requests]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _forward(self, request: BaseHTTPRequestHandler) -> None:
        asked = urlsplit(request.path)
        self.hosts.add(asked.netloc)
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        onward = http.client.HTTPConnection(self._address)
        path = asked._replace(scheme="", netloc="").geturl()
        self.requests.append((request.command, path, body))
        kept = {k: v for k, v in request.headers.items() if k.lower() != "transfer-encoding"}
        onward.request(request.command, path, body or None, kept)
        answer = onward.getresponse()
        content = answer.read()
        request.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"content-length", "connection", "date", "server"}:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
        onward.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        forward = self._forward

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer's payload waits for an acknowledgement

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                forward(self)

            do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_GET  # noqa: N815 - the same

        return Handler
