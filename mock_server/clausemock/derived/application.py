"""The mock of a document as an ASGI application."""

from __future__ import annotations

import os
from collections.abc import Mapping
from http import HTTPStatus
from itertools import count
from urllib.parse import unquote, urlsplit

import msgspec
from clausegen.model import Api

from clausemock.derived.answers import Answer
from clausemock.derived.call import Call, split_query
from clausemock.derived.plan import PLACEHOLDER
from clausemock.derived.routes import Node, routes, segments_of
from clausemock.derived.service import Service
from clausemock.derived.welcome import welcome
from clausemock.guest import SeedError
from clausemock.traffic import Receive, Scope, Send

MAX_BODY = 16 * 1024 * 1024
DOCUMENT = "/openapi.json"
RUN, NUMBERS = os.urandom(4).hex(), count(1)
"""Of request ids."""
MOST_SEEN = 4096
"""Paths whose operation is remembered."""
RESET = "/__mock__/reset"
SNAPSHOT = "/__mock__/snapshot"


class Application:
    """Finds the operation, reads the request, and lets the service answer."""

    def __init__(self, api: Api, service: Service) -> None:
        self._api = api
        self._service = service
        self._routes = routes(service.plan.tasks)
        self._bases = (*dict.fromkeys(_base(each.url) for each in api.servers), ())
        self._seen: dict[str, tuple[Node, tuple[str, ...]] | None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI protocol."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        content, headers = await _content(receive), _headers(scope)
        answer = (
            _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"More than {MAX_BODY} bytes.")
            if content is None
            else self._answer(scope, headers, content)
        )
        await _send(scope, send, answer, headers)

    def _answer(self, scope: Scope, headers: Mapping[str, str], content: bytes) -> Answer:
        raw = scope.get("raw_path") or scope["path"].encode()
        path = raw.partition(b"?")[0].decode("latin-1")
        if path not in self._seen:
            if len(self._seen) >= MOST_SEEN:
                self._seen.clear()
            self._seen[path] = self._found(path)
        found = self._seen[path]
        if found is None:
            return self._besides(scope["method"], path, content)
        node, values = found
        method = scope["method"]
        task = node.tasks.get(method) or (node.tasks.get("GET") if method == "HEAD" else None)
        if task is None:
            allow = ", ".join(sorted({*node.tasks, *({"HEAD"} & set(node.tasks)), "OPTIONS"}))
            if method == "OPTIONS":
                return Answer(status=204, headers={"allow": allow, **_cors(headers, allow)})
            refused = _plain(HTTPStatus.METHOD_NOT_ALLOWED, f"{method} is not documented here.")
            return msgspec.structs.replace(refused, headers={"allow": allow})
        call = Call(
            operation=task.operation,
            method=method,
            path=unquote(path),
            values=dict(zip(_names(task.operation.path), values, strict=True)),
            query=split_query(scope["query_string"]),
            headers=headers,
            content=content,
        )
        return self._service.answer(task, call)

    def _found(self, path: str) -> tuple[Node, tuple[str, ...]] | None:
        """The operations of a path, with or without the path of the document's server."""
        try:
            segments = tuple(unquote(each, errors="strict") for each in segments_of(path))
        except UnicodeDecodeError:
            return None
        for base in self._bases:
            if segments[: len(base)] == base:
                found = self._routes.find(segments[len(base) :])
                if found is not None:
                    return found
        return None

    def _besides(self, method: str, path: str, content: bytes) -> Answer:
        """What the mock itself answers, beside the document's operations."""
        if path == DOCUMENT:
            raw = msgspec.json.encode(self._api.bundle)
            return Answer(status=200, media_type="application/json", content=raw)
        if path == RESET and method == "POST":
            self._service.reset()
            return Answer(status=204)
        if path == SNAPSHOT and method == "GET":
            raw = msgspec.json.encode(self._service.snapshot())
            return Answer(status=200, media_type="application/json", content=raw)
        if path == SNAPSHOT and method == "PUT":
            return self._restored(content)
        if path == "/" and method in {"GET", "HEAD"}:
            page = welcome(self._service).encode()
            return Answer(status=200, media_type="text/html; charset=utf-8", content=page)
        return _plain(HTTPStatus.NOT_FOUND, "There is nothing at this path.")

    def _restored(self, content: bytes) -> Answer:
        try:
            self._service.restore(msgspec.json.decode(content))
        except (SeedError, msgspec.DecodeError) as error:
            return _plain(HTTPStatus.BAD_REQUEST, str(error))
        return Answer(status=204)


def _names(template: str) -> tuple[str, ...]:
    return tuple(PLACEHOLDER.findall(template))


def _base(url: str) -> tuple[str, ...]:
    """The path of a server as segments."""
    return tuple(each for each in segments_of(urlsplit(url).path) if each)


def _plain(status: int, reason: str) -> Answer:
    raw = msgspec.json.encode({"detail": reason})
    return Answer(status=int(status), media_type="application/json", content=raw)


def _headers(scope: Scope) -> dict[str, str]:
    raw = scope["headers"]
    headers = {name.decode("latin-1"): text.decode("latin-1") for name, text in raw}
    if len(headers) == len(raw):
        return headers
    headers = {}
    for raw_name, raw_text in raw:
        name, text = raw_name.decode("latin-1"), raw_text.decode("latin-1")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


def _cors(headers: Mapping[str, str], allow: str = "") -> Mapping[str, str]:
    """Any page may ask: there is nothing to protect."""
    if "origin" not in headers:
        return {}
    wanted = headers.get("access-control-request-headers", "*")
    more = {"access-control-allow-methods": allow, "access-control-allow-headers": wanted}
    return {
        "access-control-allow-origin": headers["origin"],
        "access-control-expose-headers": "*",
        "vary": "Origin",
        **(more if allow else {}),
    }


async def _content(receive: Receive) -> bytes | None:
    """The whole payload; None when it is too large."""
    content = bytearray()
    while True:
        message = await receive()
        content += message.get("body", b"")
        if len(content) > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(content)


async def _send(scope: Scope, send: Send, answer: Answer, headers: Mapping[str, str]) -> None:
    sent = {"x-request-id": f"{RUN}{next(NUMBERS):08x}", **_cors(headers), **answer.headers}
    if answer.media_type is not None:
        sent["content-type"] = answer.media_type
    if answer.status not in {204, 304}:
        sent["content-length"] = str(len(answer.content))
    raw = [
        (name.lower().encode(), str(text).encode("latin-1", "replace"))
        for name, text in sent.items()
    ]
    content = b"" if scope["method"] == "HEAD" else answer.content
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    await send({"type": "http.response.body", "body": content})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
