"""What a method receives, and what it may answer."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import unquote

T = TypeVar("T")

Location: TypeAlias = Literal["path", "query", "header", "cookie", "querystring", "body"]


@dataclass(slots=True)
class Call:
    """One request. `actor` is whatever the authentication hook returned."""

    operation: str
    method: str
    path: str
    raw_path_values: Mapping[str, str]
    """Percent-encoded."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    request_id: str
    accepted: tuple[str, ...] = ()
    """The documented media types of the answer that the caller takes, the best first."""
    actor: Any = None
    part_headers: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    """Of a multipart form: by the name of the parts, the headers of each, with names in lower case.

    Content-Disposition and Content-Type are left out: name, file name and type say them."""

    @property
    def path_values(self) -> dict[str, str]:
        """The values in the path by name."""
        return {name: unquote(text) for name, text in self.raw_path_values.items()}


@dataclass(frozen=True)
class Answer(Generic[T]):
    """A body together with its status, for operations with several, and with headers."""

    status: int
    body: T
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = ""
    """Unless given, that of the documented ones which fits the body and the caller's Accept."""


Stream: TypeAlias = AsyncIterable[T] | Iterable[T]
"""Pieces that are sent one by one, such as an async generator makes. An error in there comes too
late for a status: raise it before the first piece is asked for."""

Reply: TypeAlias = T | Answer[T] | Awaitable[T | Answer[T]]
"""What a method returns: a body or an Answer; an async method is awaited."""


class NotOverridden(Exception):  # noqa: N818 - nothing failed: the example answers
    """The method has no code of its own yet: its documented example is sent."""


class ApiError(Exception):
    """Answers a status. Without a `body`, `{"detail": ...}` is sent."""

    status = 500

    def __init__(
        self,
        detail: str = "",
        *,
        body: object = None,
        cause: str | None = None,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status or self.status
        self.detail = detail or HTTPStatus(self.status).phrase
        self.body = {"detail": self.detail} if body is None else body
        self.cause = cause
        self.headers = headers or {}
        super().__init__(self.detail)


class InvalidRequest(ApiError):  # noqa: N818 - the request is at fault, not we
    """The request is not what the document describes."""

    def __init__(self, location: Location, name: str, message: str) -> None:
        self.location = location
        self.name = name
        self.message = message
        status = 404 if location == "path" else 400
        super().__init__(": ".join(filter(None, (location, name, message))), status=status)
