"""What can happen to a request around the API: one ASGI wrapper each."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

RESET = "/__mock__/reset"
KNOWN = "/__mock__/known"


def resettable(app: App, reset: Callable[[], None]) -> App:
    """POST /__mock__/reset puts the data back to how it was at the start."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != RESET:
            await app(scope, receive, send)
        elif scope["method"] != "POST":
            await answer(send, 405, b"")
        else:
            reset()
            await answer(send, 204, b"")

    return wrapped


def introduced(app: App, known: Callable[[], bytes]) -> App:
    """GET /__mock__/known tells a page what to ask with: a token, and ids of what is there."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != KNOWN:
            await app(scope, receive, send)
        elif scope["method"] != "GET":
            await answer(send, 405, b"")
        else:
            await answer(send, 200, known())

    return wrapped


def delayed(app: App, milliseconds: float) -> App:
    """Every answer takes this much longer."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await asyncio.sleep(milliseconds / 1000)
        await app(scope, receive, send)

    return wrapped


def logged(app: App) -> App:
    """Prints a line for each request; query values may be secrets, so only the path is shown."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        begin, status = time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await app(scope, receive, noting)
        took = (time.perf_counter() - begin) * 1000
        line = f"{scope['method']:6} {scope['path']} {status} {took:.1f} ms"
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - the log

    return wrapped


async def answer(send: Send, status: int, body: bytes, more: Mapping[bytes, bytes] = {}) -> None:
    """A whole answer of JSON, or without a body."""
    headers = [(b"access-control-allow-origin", b"*"), *more.items()]
    if body:
        headers.append((b"content-type", b"application/json"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
