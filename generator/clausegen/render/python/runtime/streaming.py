"""Answers that are sent piece by piece, until they end or the caller goes away."""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Awaitable,
    Callable,
    Iterable,
    MutableMapping,
)
from typing import Any

from .negotiation import EVENTS
from .open_struct import to_json
from .server_event import ServerEvent

Message = MutableMapping[str, Any]


async def send_pieces(
    body: AsyncIterable[Any] | Iterable[Any],
    media_type: str,
    receive: Callable[[], Awaitable[Any]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Send every piece of a body as soon as there is one."""
    pieces = _pieces(body)
    gone = asyncio.ensure_future(_gone(receive))
    try:
        while (content := await _next(pieces, gone)) is not None:
            piece = _written(content[0], media_type)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        await pieces.aclose()


async def _pieces(body: AsyncIterable[Any] | Iterable[Any]) -> AsyncGenerator[Any]:
    if isinstance(body, AsyncIterable):
        try:
            async for each in body:
                yield each
        finally:
            if isinstance(body, AsyncGenerator):
                await body.aclose()
    else:
        for each in body:
            yield each


async def _gone(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _next(pieces: AsyncGenerator[Any], gone: asyncio.Future[None]) -> tuple[Any] | None:
    """The next piece; None if there is none, or nobody to send it to."""
    piece = asyncio.ensure_future(anext(pieces))
    await asyncio.wait({piece, gone}, return_when=asyncio.FIRST_COMPLETED)
    if not piece.done():
        piece.cancel()
        await asyncio.wait({piece})  # it cannot be closed while it runs
        return None
    try:
        return (piece.result(),)
    except StopAsyncIteration:
        return None


def _written(piece: Any, media_type: str) -> bytes:
    if media_type.startswith(EVENTS):
        return _event(piece)
    start = b"\x1e" if "json-seq" in media_type else b""
    return start + to_json(piece) + b"\n"


def _event(piece: Any) -> bytes:
    given = piece if isinstance(piece, ServerEvent) else ServerEvent(piece)
    data = given.data if isinstance(given.data, str) else to_json(given.data).decode()
    head = [f"id: {given.id}"] if given.id else []
    head += [f"event: {given.event}"] if given.event != "message" else []
    body = [f"data: {line}" for line in _lines(data)]
    return ("\n".join([*head, *body]) + "\n\n").encode()


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
