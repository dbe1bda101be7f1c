"""Bad days on purpose: which request meets what comes from a seed, so that a day can be had again.

An error changes nothing. What is slow, broken off or cut has been done: the client cannot know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from clausemock.traffic import App, Message, Receive, Scope, Send, answer

DELAY = 2.0
"""Seconds. Longer than anybody waits gladly, shorter than usual timeouts."""
PIECES = 8
"""Of a slow body, in the same time."""
OWN = "/__mock__/"
"""What the mock answers for itself is spared."""


class BrokenOff(Exception):  # noqa: N818 - what the server's log says of it
    """The connection ends in the middle of an answer."""


def chaotic(app: App, rate: float, seed: int) -> App:
    """This share of the requests meets one of the FATES; the same ones with the same seed."""
    random = Random(seed)  # noqa: S311 - nothing secret

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(OWN) or random.random() >= rate:
            await app(scope, receive, send)
            return
        await random.choice(FATES)(app, scope, receive, send)

    return wrapped


async def _failing(_: App, __: Scope, ___: Receive, send: Send) -> None:
    await answer(send, 500, BODY)


async def _busy(_: App, __: Scope, ___: Receive, send: Send) -> None:
    await answer(send, 503, BODY, {b"retry-after": b"1"})


async def _limited(_: App, __: Scope, ___: Receive, send: Send) -> None:
    await answer(send, 429, BODY, {b"retry-after": b"1"})


async def _late(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(DELAY)
    await app(scope, receive, send)


async def _slow(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """The body comes in pieces."""

    async def trickling(body: bytes) -> None:
        size = len(body) // PIECES + 1
        for begin in range(0, len(body), size):
            piece = body[begin : begin + size]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(DELAY / PIECES)
        await send({"type": "http.response.body", "body": b""})

    await app(scope, receive, _meanwhile(send, trickling))


async def _reset(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """The connection breaks off within the body, or before all of it was said to be."""

    async def breaking(body: bytes) -> None:
        half = body[: len(body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        raise BrokenOff

    await app(scope, receive, _meanwhile(send, breaking))


async def _cut(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """A whole answer whose JSON ends too soon."""
    head: Message = {}

    async def cutting(message: Message) -> None:
        if message["type"] == "http.response.start":
            head.update(message)
            return
        body = message.get("body", b"")
        body = body[: len(body) * 2 // 3]
        kept = [each for each in head["headers"] if each[0] != b"content-length"]
        if any(name == b"content-length" for name, _ in head["headers"]):
            kept.append((b"content-length", str(len(body)).encode()))
        await send({**head, "headers": kept})
        await send({**message, "body": body})

    await app(scope, receive, cutting)


def _meanwhile(send: Send, told: Callable[[bytes], Awaitable[None]]) -> Send:
    """Sends the head as it is, and the body by `told`."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body" and message.get("body"):
            await told(message["body"])
        else:
            await send(message)

    return sending


BODY = b'{"detail": "Chaos was asked for."}'
FATES = (_failing, _busy, _limited, _late, _slow, _reset, _cut)
