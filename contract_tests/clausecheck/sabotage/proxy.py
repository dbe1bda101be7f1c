"""A proxy between suite and server that breaks one clause at a time."""

from __future__ import annotations

import http.client
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread, local
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from clausegen.model import Api, Operation

from clausecheck.sabotage.passing import Memory, Passing, Sabotage

HOP = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Proxy:
    """Listens on loopback and leads everything to one server. `sabotage` is what it breaks."""

    def __init__(self, api: Api, upstream: str, timeout: float = 30.0) -> None:
        self.sabotage: Sabotage | None = None
        self.changed = 0
        """Exchanges that the sabotage changed."""
        self._api = api
        self._memory = Memory()
        self._lock = Lock()
        self._timeout = timeout
        self._upstream = urlsplit(upstream)
        self._routes = [(_pattern(each.path), each) for each in api.operations]
        self._routes.sort(key=lambda pair: pair[1].path.count("{"))
        self._local = local()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        base = self._upstream.path.rstrip("/")
        self.url = f"http://127.0.0.1:{self._server.server_port}{base}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def breaks(self, sabotage: Sabotage | None) -> None:
        """From now on; what the last sabotage remembered is forgotten, what it saw is not."""
        with self._lock:
            self.sabotage = sabotage
            self.changed = 0
            self._memory.marked.clear()

    def passed(self, request: BaseHTTPRequestHandler) -> Passing:
        """The request, sent on and answered, with the sabotage in it."""
        passing = self._arrived(request)
        with self._lock:
            before = (list(passing.query), passing.sent, dict(passing.carries))
            if self.sabotage is not None and self.sabotage.before is not None:
                self.sabotage.before(passing, self._memory)
            self.changed += before != (passing.query, passing.sent, passing.carries)
        self._forward(request, passing)
        with self._lock:
            true = (passing.status, passing.content, dict(passing.headers))
            if self.sabotage is not None and self.sabotage.after is not None:
                self.sabotage.after(passing, self._memory)
            said = (passing.status, passing.content, passing.headers)
            self.changed += true != said
            if true == said:
                self._memory.see(passing)
        return passing

    def _arrived(self, request: BaseHTTPRequestHandler) -> Passing:
        asked = urlsplit(request.path)
        operation, values = self._operation(request.command, asked.path)
        length = int(request.headers.get("content-length") or 0)
        return Passing(
            api=self._api,
            operation=operation,
            path=values,
            query=parse_qsl(asked.query, keep_blank_values=True),
            sent=request.rfile.read(length) if length else b"",
            carries={k.lower(): v for k, v in request.headers.items() if k.lower() not in HOP},
        )

    def _operation(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        base = self._upstream.path.rstrip("/")
        path = path.removeprefix(base)
        for pattern, operation in self._routes:
            found = pattern.fullmatch(path) if operation.verb == method else None
            if found is not None:
                names = PLACEHOLDER.findall(operation.path)
                return operation, dict(zip(names, map(unquote, found.groups()), strict=True))
        return None, {}

    def _forward(self, request: BaseHTTPRequestHandler, passing: Passing) -> None:
        asked = urlsplit(request.path)
        target = asked.path
        if passing.query:
            same = passing.query == parse_qsl(asked.query, keep_blank_values=True)
            target += f"?{asked.query if same else urlencode(passing.query, quote_via=quote)}"
        answer, content = self._asked(request.command, target, passing.sent, passing.carries)
        passing.status = answer.status
        passing.content = content
        passing.headers = {k.lower(): v for k, v in answer.getheaders() if k.lower() not in HOP}

    def _asked(
        self, method: str, target: str, sent: bytes, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Once more on a new connection when a kept one was closed meanwhile."""
        for attempt in (1, 2):
            connection = getattr(self._local, "connection", None) or self._connection()
            try:
                connection.request(method, target, sent or None, headers)
                answer = connection.getresponse()
                return answer, answer.read()
            except (http.client.HTTPException, OSError):
                connection.close()
                self._local.connection = None
                if attempt == 2:  # noqa: PLR2004 - the second one is new
                    raise
        raise AssertionError

    def _connection(self) -> http.client.HTTPConnection:
        kind = (
            http.client.HTTPSConnection
            if self._upstream.scheme == "https"
            else http.client.HTTPConnection
        )
        self._local.connection = kind(self._upstream.netloc, timeout=self._timeout)
        made: http.client.HTTPConnection = self._local.connection
        return made

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        passed = self.passed

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer's payload waits for an acknowledgement
            wbufsize = -1

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                try:
                    passing = passed(self)
                except (http.client.HTTPException, OSError):
                    self.send_error(502)
                    return
                self.send_response_only(passing.status)
                for name, value in passing.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(passing.content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(passing.content)

            do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

        return Handler


def _pattern(template: str) -> re.Pattern[str]:
    parts = PLACEHOLDER.split(template)[::2]
    return re.compile("([^/]+?)".join(map(re.escape, parts)))
