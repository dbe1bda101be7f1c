"""What comes back: typed bodies, or exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import httpx
import msgspec

from .failures import ApiError, UnexpectedAnswer
from .lenient import leniently
from .one_of import chosen
from .open_struct import from_json
from .styles import Style

T = TypeVar("T")
OnUnexpected = Callable[[UnexpectedAnswer], None]
"""Raises to refuse an answer that is not as documented; returns to take it as far as it goes."""
_seen: ContextVar[list[httpx.Response] | None] = ContextVar("seen", default=None)


@dataclass(frozen=True)
class Operation(Generic[T]):
    """One operation of the API and the types of its good answers by status."""

    method: str
    path: str
    answers: Mapping[int, Any]
    media_type: str = "application/json"
    """Of the request's body."""
    null_body: bool = False
    """Whether None is a body: null."""
    styles: tuple[Style, ...] = ()
    accepts: tuple[str, ...] = ("application/json",)
    """Media types of the answers, the usual one first."""
    security: tuple[tuple[str, ...], ...] | None = None
    """Alternatives of schemes; None: the usual ones."""
    errors: Mapping[int | str, Any] = field(default_factory=dict)
    """Types of the bodies of errors by status, where they are not the usual ones."""
    server: tuple[str, str] = ("", "")
    """The server of all other operations and the one of this operation, if it has its own."""

    def styled(self, place: str) -> dict[str, Style]:
        """The unusual styles of one place by name."""
        return {each.name: each for each in self.styles if each.place == place}


@dataclass(frozen=True)
class RawResponse(Generic[T]):
    """An answer with all that came with it."""

    response: httpx.Response
    body: T
    """What the call itself returns."""

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def headers(self) -> httpx.Headers:
        return self.response.headers


@contextmanager
def seen() -> Iterator[list[httpx.Response]]:
    """The responses of the calls inside the block, in order."""
    responses: list[httpx.Response] = []
    token = _seen.set(responses)
    try:
        yield responses
    finally:
        _seen.reset(token)


def raw(responses: list[httpx.Response], body: T) -> RawResponse[T]:
    """Of one call."""
    if not responses:
        raise ValueError("iterate_... reads pages later: give the method that reads one page")
    return RawResponse(responses[-1], body)


def understood(
    response: httpx.Response,
    operation: Operation[T],
    errors: Mapping[int, type[ApiError]],
    bodies: Mapping[int | str, Any],
    on_unexpected: OnUnexpected | None,
) -> T:
    """The typed body of a good answer; raises for every other."""
    responses = _seen.get()
    if responses is not None:
        responses.append(response)
    status = response.status_code
    if status not in operation.answers and not response.is_success:
        details = _details(response, {**bodies, **operation.errors})
        raise errors.get(status, ApiError)(response, details=details)
    kind = operation.answers.get(status, next(iter(operation.answers.values())))
    try:
        body: T = _decoded(response, kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        unexpected = _unexpected(response, kind, error)
        if on_unexpected is None or not unexpected.problems:
            raise unexpected from error
        on_unexpected(unexpected)
        body = unexpected.details
    return body


def _unexpected(response: httpx.Response, kind: Any, error: Exception) -> UnexpectedAnswer:
    found = UnexpectedAnswer(response, str(error))
    with suppress(msgspec.MsgspecError, RecursionError):
        found.details, found.problems = leniently(response.content, kind)
    return found


def _details(response: httpx.Response, bodies: Mapping[int | str, Any]) -> Any:
    status = response.status_code
    keys = (status, f"{status // 100}XX", "default")
    kind = next((bodies[key] for key in keys if key in bodies), None)
    try:
        return None if kind is None else from_json(response.content, kind, chosen)
    except (msgspec.MsgspecError, RecursionError):
        return None


def _decoded(response: httpx.Response, kind: Any) -> Any:
    if kind is None:
        return None
    if kind is bytes:
        return response.content
    if kind is str and "json" not in response.headers.get("content-type", ""):
        return response.text
    if not response.content:
        return None  # whatever is documented, there is nothing to read
    return from_json(response.content, kind, chosen)
