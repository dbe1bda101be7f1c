"""A thin HTTP client: sends requests of the document's operations and records each exchange."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import httpcore
import httpx
import msgspec
from clausegen.model import UNSET, Api, Operation

from clausecheck.actors import ANONYMOUS, STRANGER, Actor
from clausecheck.exchange import NO_JSON, Exchange
from clausecheck.failures import NotChecked
from clausecheck.interrupt import postponed
from clausecheck.target import Target
from clausecheck.transport import Deadline, DeadlineTransport

MAX_BYTES = 16 * 1024 * 1024  # a larger answer is a defect, not data
MAX_REDIRECTS = 3
MAX_TRIES = 3
LONGEST_WAIT = 10.0  # seconds before one more try, whatever Retry-After says
MAX_PATIENCE = 120.0  # seconds that one run waits in all because of 429 and 503
SILENT_LIMIT = 8  # exchanges without an answer in a row, then the server counts as gone
READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Silent(Exception):  # noqa: N818 - no error of ours: the server gave no usable answer
    """No answer, and why."""


class HungUp(Silent):
    """The connection ended without one: a kept one may have been closed at that very moment."""


class Client:
    """Calls the operations of one document at one target. Keeps its connections."""

    def __init__(self, document: Api, target: Target, *, timeout: float = 10.0) -> None:
        self.document = document
        self.target = target
        self.requests = 0
        self.successes: Counter[str] = Counter()
        """How many 2xx answers each operation gave."""
        self.observers: list[Callable[[Exchange], None]] = []
        """Called with every exchange."""
        self._timeout = timeout
        self._deadline = Deadline()
        self._patience = MAX_PATIENCE
        self._silent = 0
        origin = httpx.URL(target.base_url)
        self._http = httpx.Client(
            transport=DeadlineTransport(self._deadline, origin),
            timeout=timeout,
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "User-Agent": "clausecheck",
            },
        )

    def call(
        self,
        operation_id: str,
        *,
        actor: str | Actor = "admin",
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = UNSET,
        content: bytes | None = None,
    ) -> Exchange:
        """Sends one request. Never raises for what the server does: see `Exchange.problem`.

        `path` values that are not given are the administrator's own (organization_id, user_id).
        `body` is a JSON value; `content` is sent as it is, for malformed payloads.
        Raises NotChecked without such an actor, path value, permission to write, or server.
        """
        operation = self.document.operation(operation_id)
        values = self._path_values(operation, path or {})
        target = operation.path
        for name, value in values.items():
            target = target.replace(f"{{{name}}}", quote(value, safe=""))
        sent = content if body is UNSET else msgspec.json.encode(body)
        exchange = Exchange(
            operation=operation_id,
            actor=self.actor(actor),
            method=operation.method.upper(),
            url=str(httpx.URL(self.target.base_url + target, params=_query(query))),
            path=values,
            query=query or {},
            sent=sent,
        )
        return self.send(exchange)

    def probe(self) -> Exchange:
        """A GET that should succeed: of a collection below what the administrator owns."""
        caller = self.target.actors.get("admin", ANONYMOUS)
        for each in self.document.operations:
            names = [parameter.name for parameter in each.parameters_in("path")]
            if each.method == "get" and all(name in caller.own for name in names):
                return self.call(each.id, actor=caller)
        url = Exchange(operation="", actor=caller, method="GET", url=self.target.base_url + "/")
        return self.send(url)

    def follow(self, before: Exchange, link: str) -> Exchange:
        """GET of a link that an answer gave, by the same actor and always at the target itself."""
        try:
            url = httpx.URL(before.url).join(link)
            same = url.copy_with(**_origin(httpx.URL(self.target.base_url)))
        except (httpx.InvalidURL, ValueError):
            return _with_problem(before, f"the link {link!r} is no URL")
        return self.send(
            Exchange(
                operation=before.operation,
                actor=before.actor,
                method="GET",
                url=str(same),
                path=before.path,
            )
        )

    def actor(self, actor: str | Actor) -> Actor:
        """The actor of a name. Raises NotChecked if the target does not have one."""
        if isinstance(actor, Actor):
            return actor
        known = {"anonymous": ANONYMOUS, "stranger": STRANGER, **self.target.actors}
        if actor not in known:
            raise NotChecked(f"the target has no actor {actor!r}: give [actors.{actor}]")
        return known[actor]

    def send(self, request: Exchange) -> Exchange:
        """Sends a prepared request; the answer is in the exchange that comes back."""
        self._guard(request)
        if request.method in READS:
            return self._send(request)
        with postponed():
            return self._send(request)

    def _send(self, request: Exchange) -> Exchange:
        tries = 0
        while True:
            tries += 1
            exchange = self._once(request)
            wait = _asked_to_wait(exchange)
            if wait is None or tries == MAX_TRIES or wait > self._patience:
                break
            self._patience -= wait
            time.sleep(wait)
        if exchange.status == httpx.codes.TOO_MANY_REQUESTS:
            raise NotChecked("the server keeps answering 429: there were too many requests")
        self._silent = 0 if exchange.status else self._silent + 1
        if exchange.ok and exchange.operation:
            self.successes[exchange.operation] += 1
        for observer in self.observers:
            observer(exchange)
        return exchange

    def close(self) -> None:
        self._http.close()

    def _guard(self, request: Exchange) -> None:
        if request.method not in READS and not self.target.writable:
            raise NotChecked("it writes, and the target is not loopback: give --allow-writes")
        if self._silent >= SILENT_LIMIT:
            raise NotChecked("the server stopped answering")

    def _path_values(self, operation: Operation, given: Mapping[str, str]) -> dict[str, str]:
        admin = self.target.actors.get("admin", ANONYMOUS)
        values = {}
        for each in operation.parameters_in("path"):
            value = given.get(each.name, admin.own.get(each.name))
            if value is None:
                raise NotChecked(f"no value for the path parameter {each.name} is known")
            values[each.name] = value
        return values

    def _once(self, request: Exchange) -> Exchange:
        started = time.monotonic()
        self.requests += 1
        self._deadline.start(self._timeout)
        try:
            try:
                response, raw = self._fetch(request)
            except HungUp:
                response, raw = self._fetch(request)
        except Silent as silent:
            return _with_problem(request, str(silent), time.monotonic() - started)
        text, value, problem = _decoded(raw)
        return msgspec.structs.replace(
            request,
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            text=text,
            json=value,
            problem=problem,
            seconds=time.monotonic() - started,
        )

    def _fetch(self, request: Exchange) -> tuple[httpx.Response, bytes]:
        """The answer after redirects within the target; others are answers themselves."""
        url = httpx.URL(request.url)
        headers = {} if request.sent is None else {"Content-Type": "application/json"}
        if request.actor.authorization is not None:
            headers["Authorization"] = request.actor.authorization
        for _ in range(MAX_REDIRECTS):
            built = self._http.build_request(
                request.method, url, headers=headers, content=request.sent
            )
            response, raw = self._read(built)
            onward = _redirect(response, url)
            if onward is None:
                break
            url = onward
        return response, raw

    def _read(self, built: httpx.Request) -> tuple[httpx.Response, bytes]:
        try:
            response = self._http.send(built, stream=True)
            try:
                raw = bytearray()
                for chunk in response.iter_bytes():
                    raw += chunk
                    if len(raw) > MAX_BYTES:
                        raise Silent(f"the answer is larger than {MAX_BYTES} bytes")
            finally:
                response.close()
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise Silent(f"no complete answer within {self._timeout:g} s") from error
        except HANG_UPS as error:
            raise HungUp(str(error) or type(error).__name__) from error
        except (httpx.HTTPError, *NETWORK, ValueError) as error:
            raise Silent(str(error) or type(error).__name__) from error
        return response, bytes(raw)


HANG_UPS = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)
NETWORK = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.StreamError,
    OSError,
)


def _decoded(raw: bytes) -> tuple[str, Any, str | None]:
    """(text, JSON value, why it is none)."""
    text = raw.decode("utf-8", "replace")
    if not raw.strip():
        return "", NO_JSON, None
    try:
        return text, msgspec.json.decode(raw), None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return text, NO_JSON, f"the body is not JSON: {error}"


def _query(query: Mapping[str, Any] | None) -> dict[str, str] | None:
    if not query:
        return None
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in query.items()
    }


def _asked_to_wait(exchange: Exchange) -> float | None:
    """Seconds to wait before another try; None when trying again is not asked for."""
    asked = exchange.headers.get("retry-after", "")
    seconds = float(asked) if asked.isdigit() else None
    if exchange.status == httpx.codes.TOO_MANY_REQUESTS:
        return min(1.0 if seconds is None else seconds, LONGEST_WAIT)
    if exchange.status == httpx.codes.SERVICE_UNAVAILABLE and seconds is not None:
        return min(seconds, LONGEST_WAIT)
    return None


def _redirect(response: httpx.Response, url: httpx.URL) -> httpx.URL | None:
    """Where to go on: only on the same host, and only if the method stays the same."""
    if not response.has_redirect_location:
        return None
    kept = response.status_code in {307, 308} or response.request.method in READS
    try:
        onward = url.join(response.headers["location"])
    except (httpx.InvalidURL, ValueError):
        return None
    return onward if kept and _origin(onward) == _origin(url) else None


def _origin(url: httpx.URL) -> dict[str, Any]:
    return {"scheme": url.scheme, "host": url.host, "port": url.port}


def _with_problem(request: Exchange, problem: str, seconds: float = 0.0) -> Exchange:
    return msgspec.structs.replace(
        request, status=0, headers={}, text="", json=NO_JSON, problem=problem, seconds=seconds
    )
