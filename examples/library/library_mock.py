"""What the library's mock does beyond the words of its document."""

from __future__ import annotations

import json
from typing import Any

from clausemock import App, Message, Receive, Scope, Send, answer


def extended(app: App) -> App:
    """Refuses a reader who has the book already. `app` is made of the document alone."""
    readers: dict[str, Any] = {}  # path of a loan: who has the book

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or "/loans" not in path:
            await app(scope, receive, send)
            return
        request = await receive()
        reader = _value(request).get("reader") if scope["method"] == "POST" else None
        if reader is not None and _has(readers, path, reader):
            await answer(send, 409, b'{"detail": "This reader has the book already."}')
            return
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            if status == 201 and "body" in message:
                readers[f"{path}/{_value(message).get('id')}"] = reader
            if status == 204 and scope["method"] == "DELETE":
                readers.pop(path, None)
            await send(message)

        async def again() -> Message:
            return request

        await app(scope, again, noting)

    return wrapped


def _has(readers: dict[str, Any], loans: str, reader: Any) -> bool:
    return any(loan.startswith(f"{loans}/") and who == reader for loan, who in readers.items())


def _value(message: Message) -> dict[str, Any]:
    try:
        found = json.loads(message.get("body", b""))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
