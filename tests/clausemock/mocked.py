"""Requests to a mock in the process of the test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from clausemock.derived.application import Application
from clausemock.traffic import App


class Answered(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.content)


class Mocked:
    """Sends requests to a mock without a socket."""

    def __init__(self, app: Application | App, headers: dict[str, str] | None = None) -> None:
        self._app = app
        self.headers = headers or {}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answered:
        path, _, query = path.partition("?")
        sent = {"host": "mock.test", **self.headers}
        content = b""
        if body is not None:
            content = body if isinstance(body, bytes) else msgspec.json.encode(body)
            sent["content-type"] = "application/json"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._sent(method, path, query, sent, content))

    async def _sent(
        self, method: str, path: str, query: str, headers: dict[str, str], content: bytes
    ) -> Answered:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        }
        messages: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": content}

        async def send(message: Any) -> None:
            messages.append(message)

        await self._app(scope, receive, send)
        said = {name.decode(): text.decode() for name, text in messages[0]["headers"]}
        return Answered(messages[0]["status"], said, messages[1]["body"])


MakeMock = Callable[..., Mocked]
