"""What can happen to a request around the API: one ASGI wrapper each."""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from random import Random
from typing import Any

import msgspec
from clausegen.model import Api, Operation

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

RESET = "/__mock__/reset"
CHAOS_DELAY = 2.0
"""Seconds. Longer than anybody waits gladly, shorter than usual timeouts."""


def resettable(app: App, reset: Callable[[], None]) -> App:
    """POST /__mock__/reset puts the data back to how it was at the start."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != RESET:
            await app(scope, receive, send)
        elif scope["method"] != "POST":
            await _answer(send, 405, b"")
        else:
            reset()
            await _answer(send, 204, b"")

    return wrapped


def delayed(app: App, milliseconds: float) -> App:
    """Every answer takes this much longer."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await asyncio.sleep(milliseconds / 1000)
        await app(scope, receive, send)

    return wrapped


def chaotic(app: App, rate: float, random: Random) -> App:
    """This share of the requests meets a 500, a 503 or a long delay; a failure changes nothing."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == RESET or random.random() >= rate:
            await app(scope, receive, send)
            return
        fate = random.choice((500, 503, None))
        if fate is None:
            await asyncio.sleep(CHAOS_DELAY)
            await app(scope, receive, send)
        else:
            await _answer(send, fate, b'{"detail": "Chaos was asked for."}')

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


def unrefusing(app: App, api: Api) -> App:
    """The behaviour `causes` switched off: the documented example stands in for every refusal."""
    examples = [
        (each.method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", each.path)), _success(each))
        for each in api.operations
    ]

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        messages: list[Message] = []

        async def keeping(message: Message) -> None:
            messages.append(message)

        await app(scope, receive, keeping)
        if 400 <= messages[0]["status"] < 500:  # noqa: PLR2004 - the class of refusals
            path = scope["raw_path"].decode("latin-1").partition("?")[0]
            for method, pattern, (status, body) in examples:
                if method == scope["method"] and pattern.fullmatch(path):
                    await _answer(send, status, body)
                    return
        for message in messages:
            await send(message)

    return wrapped


def _success(operation: Operation) -> tuple[int, bytes]:
    response = next(each for each in operation.responses if each.is_success)
    examples: Iterator[Any] = (e.value for c in response.contents for e in c.examples)
    example = next(examples, None)
    body = b"" if example is None else msgspec.json.encode(example)
    return int(response.status), body


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"access-control-allow-origin", b"*")]
    if body:
        headers.append((b"content-type", b"application/json"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
