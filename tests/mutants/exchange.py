"""A request to one operation and its answer, both open to change: what most mutants work on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec
from clausegen.model import Api
from clausemock.traffic import App, Message, Receive, Scope, Send
from giosg_mock import seed

ACTORS: Mapping[str, str] = {
    name: actor.token for name, actor in seed.target(seed.read()).actors.items()
}
"""The token of each actor."""


@dataclass(slots=True)
class Exchange:
    operation: str
    path: dict[str, str]
    query: str
    headers: dict[bytes, bytes]
    payload: bytes
    cause: str | None = None
    """The documented reason of a refusal, as far as it does not depend on the payload."""
    status: int = 0
    content: bytes = b""
    media_type: bytes = b"application/json"
    asked_by: str = field(init=False)
    """The actor of the request as it came."""
    asked: dict[str, str] = field(init=False)
    """The query of the request as it came."""

    def __post_init__(self) -> None:
        self.asked_by = self.actor
        self.asked = dict(parse_qsl(self.query))

    @property
    def actor(self) -> str:
        """Who asks: the name of a known actor, or "anonymous"."""
        _, _, token = self.headers.get(b"authorization", b"").decode().partition(" ")
        return next((name for name, known in ACTORS.items() if known == token), "anonymous")

    def act_as(self, actor: str) -> None:
        self.headers[b"authorization"] = f"Token {ACTORS[actor]}".encode()

    @property
    def sent(self) -> Any:
        """The payload as JSON; None if it is none."""
        return _decoded(self.payload)

    @sent.setter
    def sent(self, value: Any) -> None:
        self.payload = msgspec.json.encode(value)
        self.headers[b"content-length"] = str(len(self.payload)).encode()

    @property
    def answer(self) -> Any:
        """The body of the answer as JSON; None if it is none."""
        return _decoded(self.content)

    @answer.setter
    def answer(self, value: Any) -> None:
        self.content = msgspec.json.encode(value)

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    def reply(self, status: int, answer: Any = None) -> None:
        """Answers this; without a call if there was none yet."""
        self.status = status
        self.content = b"" if answer is None else msgspec.json.encode(answer)


Edit = Callable[[Exchange], None]
Find = Callable[[str, str], tuple[str, dict[str, str]] | None]
"""(method, raw path) -> the operation and the values of its path."""


def finder(api: Api) -> Find:
    known = [
        (each.method.upper(), re.compile(_pattern(each.path)), each.id) for each in api.operations
    ]

    def find(method: str, path: str) -> tuple[str, dict[str, str]] | None:
        for its_method, pattern, operation in known:
            match = pattern.fullmatch(path) if method == its_method else None
            if match is not None:
                values = {name: unquote(value) for name, value in match.groupdict().items()}
                return operation, values
        return None

    return find


def _pattern(path: str) -> str:
    return re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)


def surrounded(
    app: App, find: Find, before: Callable[[Exchange], None], after: Callable[[Exchange], None]
) -> App:
    """The app with every exchange of a documented operation shown to `before` and `after`."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        is_http = scope["type"] == "http"
        path = scope["raw_path"].partition(b"?")[0].decode("latin-1") if is_http else ""
        found = find(scope["method"], path) if is_http else None
        if found is None:
            await app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        query = scope["query_string"].decode("latin-1")
        payload = await _payload(receive)
        exchange = Exchange(*found, query=query, headers=headers, payload=payload)
        before(exchange)
        extra: list[tuple[bytes, bytes]] = []
        if not exchange.status:
            extra = await _call(app, scope, exchange)
        after(exchange)
        await _answer(send, exchange, extra)

    return wrapped


async def _payload(receive: Receive) -> bytes:
    content = bytearray()
    while True:
        message = await receive()
        content += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(content)


async def _call(app: App, scope: Scope, exchange: Exchange) -> list[tuple[bytes, bytes]]:
    """Fills in the answer; returns the headers that have nothing to do with the body."""
    inner = {
        **scope,
        "headers": list(exchange.headers.items()),
        "query_string": exchange.query.encode("latin-1"),
    }
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": exchange.payload}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(inner, receive, send)
    exchange.status = messages[0]["status"]
    exchange.content = b"".join(each.get("body", b"") for each in messages[1:])
    about_body = {b"content-type", b"content-length"}
    return [each for each in messages[0].get("headers", ()) if each[0] not in about_body]


async def _answer(send: Send, exchange: Exchange, extra: list[tuple[bytes, bytes]]) -> None:
    headers = list(extra)
    if exchange.content:
        headers.append((b"content-type", exchange.media_type))
    if exchange.status != 204:
        headers.append((b"content-length", str(len(exchange.content)).encode()))
    await send({"type": "http.response.start", "status": exchange.status, "headers": headers})
    await send({"type": "http.response.body", "body": exchange.content})


def _decoded(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content)
    except msgspec.MsgspecError:
        return None
