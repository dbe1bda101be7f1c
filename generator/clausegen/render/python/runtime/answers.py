"""What comes back: typed bodies, or exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import httpx
import msgspec
from msgspec import UNSET

from .failures import ApiError, UnexpectedAnswer
from .lenient import ALL, leniently
from .one_of import chosen
from .open_struct import from_json
from .streams import EVENTS, Events, JsonLines, Lines
from .styles import Style

T = TypeVar("T")
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)
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
        raise ValueError("what is iterated over is read later: give a method that reads one answer")
    return RawResponse(responses[-1], body)


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes typed bodies of good answers, and raises for all others."""

    errors: Mapping[int | str, type[ApiError]]
    """Classes by status, as the document writes it: 404, 4XX or default."""
    bodies: Mapping[int | str, Any]
    """The usual types of the bodies of errors by status."""
    on_unexpected: OnUnexpected | None = None

    def whole(self, response: httpx.Response, operation: Operation[T]) -> T:
        """The body of an answer that was read to its end."""
        kind = self._kind(response, operation)
        found = _plain(response, kind)
        body: T = self._typed(response, response.content, kind) if found is UNSET else found
        return body

    def pieces(self, response: httpx.Response, operation: Operation[Any]) -> Callable[..., Any]:
        """What makes the pieces of a stream of its chunks. An answer that is none must be read."""
        kind = self._kind(response, operation)
        if not streams(response, operation):
            raise UnexpectedAnswer(response, f"{_media_type(response)} is no stream")

        def decode(text: str) -> Any:
            is_text = kind is str and operation.accepts[0] == EVENTS
            return text if is_text else self._typed(response, text.encode(), kind)

        parts = (Events if operation.accepts[0] == EVENTS else JsonLines)(decode)
        lines = Lines()
        return lambda chunk, **end: (e for line in lines.of(chunk, **end) for e in parts.of(line))

    def _kind(self, response: httpx.Response, operation: Operation[Any]) -> Any:
        """The type of a good answer's body; raises for all others."""
        responses = _seen.get()
        if responses is not None:
            responses.append(response)
        status = response.status_code
        if status not in operation.answers and not response.is_success:
            kind = _of_status(status, {**self.bodies, **operation.errors})
            details, problems = _details(response, kind)
            failed = _of_status(status, self.errors) or ApiError
            raise failed(response, details=details, problems=problems)
        return operation.answers.get(status, next(iter(operation.answers.values())))

    def _typed(self, response: httpx.Response, content: bytes, kind: Any) -> Any:
        try:
            return from_json(content, kind, chosen)
        except UNREADABLE as error:
            unexpected = UnexpectedAnswer(response, str(error))
            with suppress(*UNREADABLE):
                unexpected.details, unexpected.problems = leniently(content, kind)
            if self.on_unexpected is None or not unexpected.problems:
                raise unexpected from error
            self.on_unexpected(unexpected)
            return unexpected.details


def streams(response: httpx.Response, operation: Operation[Any]) -> bool:
    """Whether an answer arrives piece by piece, as the operation asks for."""
    return response.is_success and _media_type(response) in {"", operation.accepts[0]}


def _media_type(response: httpx.Response) -> str:
    sent: str = response.headers.get("content-type", "")
    return sent.partition(";")[0].strip().lower()


def _of_status(status: int, table: Mapping[int | str, Any]) -> Any:
    keys = (status, f"{status // 100}XX", "default")
    return next((table[key] for key in keys if key in table), None)


def _details(response: httpx.Response, kind: Any) -> tuple[Any, tuple[str, ...]]:
    """The body of an error in its type as far as it goes, and what is wrong with it."""
    if kind is None:
        return None, ()
    with suppress(*UNREADABLE):
        return from_json(response.content, kind, chosen), ()
    with suppress(*UNREADABLE):
        details, problems = leniently(response.content, kind)
        is_of_the_kind = not any(each.startswith(ALL) for each in problems)
        return details if is_of_the_kind else None, problems
    return None, ()


def _plain(response: httpx.Response, kind: Any) -> Any:
    """The body of an answer that is no JSON; UNSET if it is."""
    if kind is bytes:
        return response.content
    if kind is str and "json" not in response.headers.get("content-type", ""):
        return response.text
    is_empty = kind is None or not response.content  # whatever is documented
    return None if is_empty else UNSET
