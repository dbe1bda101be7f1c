"""Who a caller is: beside the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from clausemock.traffic import App, Receive, Scope, Send, answer

ME = "/api/v5/users/me"
"""Documented in giosg's quickstart, beside the document: how a client learns who it is."""
TOLD = ("id", "organization_id", "first_name", "last_name", "is_online", "avatar_id")


def introducing(app: App, user: Callable[[str], Mapping[str, Any] | None]) -> App:
    """GET /api/v5/users/me answers the caller; `user` finds it by the Authorization header."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != ME or scope["method"] != "GET":
            await app(scope, receive, send)
            return
        found = user(dict(scope["headers"]).get(b"authorization", b"").decode("latin-1"))
        if found is None:
            await answer(send, 401, b'{"detail": "Credentials are missing or wrong."}')
            return
        await answer(send, 200, msgspec.json.encode({name: found[name] for name in TOLD}))

    return wrapped
