"""A thin HTTP client: sends requests of the document's operations and records each exchange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import cached_property
from typing import Any

import httpx2
import msgspec
from clausegen.model import UNSET, Api, Operation, relations

from clausecheck.failures import NotChecked
from clausecheck.http.actors import ANONYMOUS, STRANGER, Actor
from clausecheck.http.chosen import look_up
from clausecheck.http.credentials import Carried, carried, lacking, plain
from clausecheck.http.encoding import payload
from clausecheck.http.encoding import query as written
from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.guard import Guard
from clausecheck.http.health import Health
from clausecheck.http.interrupt import postponed
from clausecheck.http.ledger import Ledger
from clausecheck.http.pace import Pace
from clausecheck.http.segments import filled
from clausecheck.http.servers import base_of
from clausecheck.http.target import Target
from clausecheck.http.wire import Wire, origin_of, without_answer

UNAUTHORIZED = 401
Asked = Operation | str
"""An operation, or its operationId where a person names it."""


class Client:
    """Calls the operations of one document at one target. Keeps its connections."""

    def __init__(self, document: Api, target: Target) -> None:
        self.document = document
        self.target = target
        self.requests = 0
        self._creating = 0
        self.written = 0
        """How many requests were sent that may have changed something."""
        self.successes: Counter[str] = Counter()
        """How many 2xx answers, or listed redirections, each operation gave."""
        self.observers: list[Callable[[Exchange], None]] = []
        """Called with every exchange."""
        self.heralds: list[Callable[[Exchange], None]] = []
        """Called with every request that may change something, before it is sent."""
        self.ledger = Ledger(document, target)
        """What this client may change."""
        self._guard = Guard(document, target, self.ledger)
        self.parameters: Callable[[Operation], Carried] = lambda _: Carried()
        """Gives required parameters their values; the world knows some."""
        self.conditions: Callable[[Operation, Actor, Mapping[str, str]], Mapping[str, str]] = (
            lambda *_: {}
        )
        """Gives the headers that words ask of every request, such as a new key for each."""
        self.before: Callable[[Exchange], None] = lambda _: None
        """Called with what may create something: whoever wants to know what is there reads it."""
        self.doubts: Callable[[Exchange], None] = lambda _: None
        """Called with what says that it has created something, before anybody believes it."""
        self._wire = Wire(target, _lists)
        self._pace = Pace(target.connection)
        self.health = Health(self._patiently, self._basic, target.owner.name)

    def call(  # noqa: PLR0913 - the parts of a request, by name
        self,
        operation: Asked,
        *,
        actor: str | Actor | None = None,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
        body: Any = UNSET,
        content: bytes | None = None,
    ) -> Exchange:
        """Sends one request. Never raises for what the server does: see `Exchange.problem`.

        `path` values that are not given are the owner's own.
        Required parameters of query, header and cookie that are not given get a value of the kind.
        `headers` are sent besides; None leaves one out that would be sent by itself.
        `body` is a JSON value, sent in the operation's media type; `content` is sent as it is, for
        malformed payloads.
        Raises NotChecked without such an actor, path value, permission to write, or server.
        """
        operation = self.operation(operation)
        values = self._path_values(operation, path or {})
        caller = self.actor(actor)
        if actor is None:
            self.require_owner(operation)
        request = self._request(operation, caller, values, query or {})
        by_itself = self.conditions(operation, caller, values)
        request = _with_headers(request, {**by_itself, **(headers or {})})
        if body is not UNSET or content is not None:
            told = relations.payload_content(operation)
            sent, kind = payload(told, None if body is UNSET else body)
            request = msgspec.structs.replace(
                request,
                sent=sent if content is None else content,
                carries={
                    **request.carries,
                    "Content-Type": request.carries.get("Content-Type", kind),
                },
            )
        exchange = self.send(request)
        if exchange.status == UNAUTHORIZED and actor is None and caller.is_anonymous:
            self._want_owner(operation)
        return exchange

    def operation(self, asked: Asked) -> Operation:
        """Raises KeyError for an operationId that the document does not have."""
        return asked if isinstance(asked, Operation) else self.document.operation(asked)

    def require_owner(self, operation: Operation) -> None:
        """Raises NotChecked where credentials are asked for and the target file has none."""
        if self.target.owner.is_anonymous and not self._is_open:
            self._want_owner(operation)

    def _want_owner(self, operation: Operation) -> None:
        if _is_secured(operation):
            name = self.target.roles.owner or "NAME"
            needed = lacking(self.document, operation)
            raise NotChecked(f"the target has no actor: give [actors.{name}] with {needed}")

    @cached_property
    def _is_open(self) -> bool:
        """Whether nobody needs an actor, although the document lists credentials.

        The target asks for none, or its headers are enough.
        """
        for each in self.document.operations:
            is_simple = not (each.parameters_in("path") or each.servers)
            if each.method == "get" and _is_secured(each) and is_simple:
                return self._patiently(self._authorized(self._request(each, ANONYMOUS, {}))).ok
        return False

    def probe(self) -> Exchange:
        """A GET that should succeed: of a collection below what the owner has."""
        return self._patiently(self._basic())

    def follow(self, before: Exchange, link: str) -> Exchange:
        """GET of a link that an answer gave, by the same actor and always at the target itself."""
        try:
            url = httpx2.URL(before.url).join(link)
            same = url.copy_with(**origin_of(httpx2.URL(self.target.base_url)))
        except (httpx2.InvalidURL, ValueError):
            return without_answer(before, f"the link {link!r} is no URL")
        return self.send(
            Exchange(
                operation=before.operation,
                actor=before.actor,
                method="GET",
                url=str(same),
                path=before.path,
            )
        )

    def actor(self, actor: str | Actor | None) -> Actor:
        """The actor of a name; None is the owner. Raises NotChecked if the target has no such."""
        if isinstance(actor, Actor):
            return actor
        if actor is None:
            return self.target.owner
        known = {"anonymous": ANONYMOUS, "stranger": STRANGER, **self.target.actors}
        if actor not in known:
            raise NotChecked(f"the target has no actor {actor!r}: give [actors.{actor}]")
        return known[actor]

    def send(self, request: Exchange) -> Exchange:
        """Sends a prepared request; the answer is in the exchange that comes back.

        Raises NotChecked where it must not be sent, or the answer tells nothing of the contract.
        """
        request = self._authorized(request)
        look_up(self.document, self.ledger, request, self.call)
        self._guard.permit(request)
        self.health.guard(request)
        if request.method == "POST":
            self.before(request)
        with nullcontext() if request.method in READS else postponed():
            exchange = self._noted(request)
        self.health.see(exchange)
        return exchange

    def _noted(self, request: Exchange) -> Exchange:
        """Sent, and known to all who have to know it."""
        self._creating += request.method == "POST"
        self.written += request.method not in READS
        for herald in self.heralds if request.method not in READS else ():
            herald(request)
        exchange = self._patiently(request)
        redirects = 300 <= exchange.status < 400 and _lists(exchange, exchange.status)  # noqa: PLR2004 - the 3xx class
        if (exchange.ok or redirects) and exchange.operation is not None:
            self.successes[exchange.operation.id] += 1
            if exchange.method == "POST":
                self.doubts(exchange)
            self.ledger.learn(exchange, exchange.operation.path)
        for observer in self.observers:
            observer(exchange)
        return exchange

    @property
    def creating(self) -> int:
        """How many requests were sent that may create something, answered or not."""
        return self._creating + self._wire.repeated_posts

    def close(self) -> None:
        self._wire.close()

    def _patiently(self, request: Exchange) -> Exchange:
        """The answer, after waiting as often as the server asked for it.

        Nothing reaches the wire but through here.
        """
        self._guard.permit(request)
        tries = 0
        while True:
            self._pace.before_request()
            self.requests += 1
            tries += 1
            exchange = self._wire.send(request)
            if not self._pace.waits(exchange, tries):
                return exchange

    def _basic(self) -> Exchange:
        """A request that should succeed: GET of a collection below what the owner has."""
        caller = self.target.owner
        for each in self.document.operations:
            names = [parameter.name for parameter in each.parameters_in("path")]
            is_known = not each.servers and all(name in caller.own for name in names)
            if each.method == "get" and is_known:
                own = {name: caller.own[name] for name in names}
                return self._authorized(self._request(each, caller, own))
        url = f"{self.target.base_url}/"
        return self._authorized(Exchange(actor=caller, method="GET", url=url))

    def _request(
        self,
        operation: Operation,
        actor: Actor,
        path: Mapping[str, str],
        query: Mapping[str, Any] | None = None,
    ) -> Exchange:
        where = filled(self.document, operation, path)
        needed = self.parameters(operation)
        query = {**needed.query, **(query or {})}
        text = written(operation.parameters, query)
        return Exchange(
            operation=operation,
            actor=actor,
            method=operation.method.upper(),
            url=f"{base_of(self.document, self.target.base_url, operation)}{where}{text}",
            path=path,
            query=query,
            carries=_with_cookies(needed.headers, needed.cookies),
        )

    def _authorized(self, request: Exchange) -> Exchange:
        """With the caller's credentials, and the headers of the target."""
        if request.operation is not None:
            own = carried(self.document, request.operation, request.actor)
        else:
            own = plain(request.actor)
        headers = {**self.target.headers, **request.carries, **own.headers}
        hides = self.target.secrets_of_all
        who = msgspec.structs.replace(request.actor, hides=hides) if hides else request.actor
        return msgspec.structs.replace(
            request,
            actor=who,
            url=_with_query(request.url, own.query) if own.query else request.url,
            carries=_with_cookies(headers, own.cookies),
        )

    def _path_values(self, operation: Operation, given: Mapping[str, str]) -> dict[str, str]:
        owner = self.target.owner
        values = {}
        for each in operation.parameters_in("path"):
            value = given.get(each.name, owner.own.get(each.name))
            if value is None:
                raise NotChecked(f"no value for the path parameter {each.name} is known")
            values[each.name] = value
        return values


def _with_headers(request: Exchange, headers: Mapping[str, str | None]) -> Exchange:
    """Names are those of HTTP, whatever their case."""
    new = {name.lower() for name in headers}
    kept = {name: text for name, text in request.carries.items() if name.lower() not in new}
    more = {name: text for name, text in headers.items() if text is not None}
    return msgspec.structs.replace(request, carries={**kept, **more})


def _with_query(url: str, more: Mapping[str, str]) -> str:
    """What the query says already stands."""
    parsed = httpx2.URL(url)
    new = {name: value for name, value in more.items() if name not in parsed.params}
    return str(parsed.copy_merge_params(new)) if new else url


def _with_cookies(headers: Mapping[str, str], cookies: Mapping[str, str]) -> dict[str, str]:
    told = [f"{name}={value}" for name, value in cookies.items()]
    known = headers.get("Cookie")
    if known is not None and not all(each in known for each in told):
        told.insert(0, known)
    return {**headers, "Cookie": "; ".join(told)} if told else dict(headers)


def _lists(request: Exchange, status: int) -> bool:
    """Whether the document lists a status by itself or as a class, not as the default."""
    response = request.operation.response(status) if request.operation is not None else None
    return response is not None and response.status != "default"


def _is_secured(operation: Operation) -> bool:
    """No alternative does without credentials."""
    return bool(operation.security) and all(operation.security or ())
