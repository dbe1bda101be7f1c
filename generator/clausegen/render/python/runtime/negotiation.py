"""Which of its documented media types an answer has."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from .form_bodies import JSON_TYPE

EVENTS = "text/event-stream"
LINES = re.compile(r"application/((x-)?(jsonl|ndjson|jsonlines)|([\w.+-]+\+)?json-seq)")
"""JSON values one after the other."""


def taken(documented: Iterable[str], accept: str) -> tuple[str, ...]:
    """The media types that an Accept header takes, the best first; all without a header."""
    ranges = dict(map(_weighed, filter(None, accept.split(","))))
    found = {each: _weight(each, ranges) if ranges else 1.0 for each in documented}
    return tuple(sorted((each for each in found if found[each] > 0), key=lambda e: -found[e]))


def media_type_of(body: Any, documented: tuple[str, ...], accept: str) -> str:
    """The media type to send a body as: of those that can carry it the one to the caller's taste.

    A caller that takes none of them is answered all the same.
    """
    able = tuple(each for each in documented if _carries(each, body)) or documented
    if isinstance(body, str):
        able = tuple(sorted(able, key=is_json))
    return (*taken(able, accept), *able)[0]


def pieces_of(body: Any, media_type: str) -> AsyncIterable[Any] | Iterable[Any] | None:
    """A body that is sent piece by piece; None for all others."""
    return body if is_stream(media_type) and _carries(media_type, body) else None


def is_stream(media_type: str) -> bool:
    """Whether what it holds is sent piece by piece."""
    plain = _essence(media_type)
    return plain == EVENTS or LINES.fullmatch(plain) is not None


def is_json(media_type: str) -> bool:
    """Whether it holds one JSON value."""
    return JSON_TYPE.match(media_type) is not None and not is_stream(media_type)


def _carries(media_type: str, body: Any) -> bool:
    if is_stream(media_type):
        plain = isinstance(body, str | bytes | Mapping | msgspec.Struct)
        return isinstance(body, AsyncIterable | Iterable) and not plain
    if is_json(media_type):
        return not isinstance(body, bytes | AsyncIterable | Iterator)
    return isinstance(body, str | bytes)


def _weighed(part: str) -> tuple[str, float]:
    name, *parameters = (each.strip() for each in part.lower().split(";"))
    given = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    return name, float(given) if re.fullmatch(r"[01](\.\d{0,3})?", given) else 0.0


def _weight(media_type: str, ranges: Mapping[str, float]) -> float:
    """The most precise range counts."""
    plain = _essence(media_type)
    names = (plain, f"{plain.partition('/')[0]}/*", "*/*")
    return next((ranges[name] for name in names if name in ranges), 0.0)


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
