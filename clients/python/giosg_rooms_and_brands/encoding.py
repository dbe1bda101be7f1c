"""From typed values to what stands in a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from .open_struct import plain, to_json


def text(value: Any) -> str:
    """A value as the text of a path, query or header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def filled(path: str, values: Mapping[str, Any]) -> str:
    """The path with its values. One that would lead to another path is refused."""
    for name, value in values.items():
        segment = joined(value) or ""
        if segment in {"", ".", ".."}:
            raise ValueError(f"{name} cannot be {segment!r}: it is a part of the path")
        path = path.replace(f"{{{name}}}", quote(segment, safe=","))
    return path


def form(name: str, value: Any) -> list[tuple[str, str]]:
    """Query pairs: one for each item of a list and for each attribute of an object."""
    given = plain(value)
    if given is None:
        return []
    if isinstance(given, list):
        return [(name, text(item)) for item in given]
    if isinstance(given, dict):
        return [(key, text(item)) for key, item in given.items()]
    return [(name, text(given))]


def deep(name: str, value: Any) -> list[tuple[str, str]]:
    """Query pairs of an object, `name[attribute]=value`, as deep as it goes."""
    given = plain(value)
    if isinstance(given, dict):
        return [pair for key in given for pair in deep(f"{name}[{key}]", given[key])]
    return form(name, given)


def as_json(name: str, value: Any) -> list[tuple[str, str]]:
    """A query pair that holds JSON."""
    return [] if value is None else [(name, to_json(value).decode())]


def separated(name: str, value: Any, separator: str) -> list[tuple[str, str]]:
    """One query pair for a whole list or object."""
    one = joined(value, separator)
    return [] if one is None else [(name, one)]


def joined(value: Any, separator: str = ",") -> str | None:
    """A list or object as one text; None stays None."""
    given = plain(value)
    if isinstance(given, list):
        return separator.join(map(text, given))
    if isinstance(given, dict):
        return separator.join(text(each) for pair in given.items() for each in pair)
    return None if given is None else text(given)


def body_arguments(media_type: str, body: Any) -> dict[str, Any]:
    """The arguments with which httpx builds a request of this body."""
    if media_type == "multipart/form-data":
        return _multipart(plain(body, builtin_types=(bytes,)))
    if media_type == "application/x-www-form-urlencoded":
        pairs = plain(body)
        return {"data": {name: _field(pairs[name]) for name in pairs}}
    headers = {"content-type": media_type}
    if isinstance(body, bytes) or (isinstance(body, str) and "json" not in media_type):
        return {"content": body, "headers": headers}
    return {"content": to_json(body), "headers": headers}


def _multipart(values: Mapping[str, Any]) -> dict[str, Any]:
    parts: list[tuple[str, tuple[str | None, Any]]] = []
    for name, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            is_file = isinstance(item, bytes)
            parts.append((name, (name if is_file else None, item if is_file else _field(item))))
    return {"files": parts}


def _field(value: Any) -> str | Sequence[str]:
    if isinstance(value, list):
        return [text(item) for item in value]
    return msgspec.json.encode(value).decode() if isinstance(value, dict) else text(value)
