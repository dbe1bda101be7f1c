"""Bodies as they travel: JSON, forms, and whatever else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from .failures import NotSent
from .open_struct import ADDITIONAL, plain, to_json
from .styles import Style, pairs, text

OCTETS = "application/octet-stream"
ANY_TYPE = {"*/*": OCTETS, "text/*": "text/plain"}
Headers = Mapping[str, str]
Part = tuple[str, tuple[str | None, Any, str | None, Headers]]
"""As httpx takes them: the name, and file name, content, media type and further headers."""


def body_arguments(
    media_type: str, body: Any, styles: Mapping[str, Style], headers: Mapping[str, Headers]
) -> dict[str, Any]:
    """The arguments with which httpx builds a request of this body. `headers` are its parts'."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        parts = (
            _parts(name, value, styles.get(name), headers.get(name, {}))
            for name, value in _attributes(body)
        )
        return {"files": [part for each in parts for part in each]}
    typed = {"content-type": _type_of(body, media_type)}
    if kind == "application/x-www-form-urlencoded":
        return {"content": "&".join(_fields(body, styles)), "headers": typed}
    if isinstance(body, bytes) or (isinstance(body, str) and "json" not in kind):
        return {"content": body, "headers": typed}
    return {"content": to_json(body), "headers": typed}


def _type_of(body: Any, documented: str) -> str:
    """What the document says, and where that is a range, what the caller does."""
    if "*" not in documented:
        return documented
    said: str = getattr(body, "media_type", "") or ANY_TYPE.get(documented, "")
    if not said:
        raise NotSent(
            f"not sent: the body's type must be said: give an Upload that is {documented}"
        )
    return said


def whole_query(values: Mapping[str, Any], styles: Mapping[str, Style]) -> list[str]:
    """A value that is the whole query string: JSON or a form; nothing without one."""
    found: list[str] = []
    for name, value in values.items():
        if name in styles and value is not None:
            found.append(quote(to_json(value), safe=""))
        elif value is not None:
            found += [quote(value)] if isinstance(value, str) else _fields(value, {})
    return found


def _fields(body: Any, styles: Mapping[str, Style]) -> list[str]:
    return [part for name, value in _attributes(body) for part in _field(name, value, styles)]


def _attributes(body: Any) -> Iterator[tuple[str, Any]]:
    """The attributes of a form that are given, by their names on the wire."""
    if isinstance(body, Mapping):
        yield from body.items()
        return
    tag = body.__struct_config__.tag_field
    if tag is not None:
        yield tag, body.__struct_config__.tag
    for attribute, name in zip(body.__struct_fields__, body.__struct_encode_fields__, strict=True):
        value = getattr(body, attribute)
        if name == ADDITIONAL:
            yield from value.items()
        elif value is not msgspec.UNSET:
            yield name, value


def _field(name: str, value: Any, styles: Mapping[str, Style]) -> list[str]:
    style = styles.get(name)
    if style is not None and style.style:
        return pairs(style, value)
    given = plain(value)
    is_json = isinstance(given, dict) or "json" in (style.media_type if style else "")
    return pairs(Style("form", name, is_json=is_json), given)


def _parts(name: str, value: Any, style: Style | None, headers: Headers) -> Iterator[Part]:
    style = style or Style("form", name, "")
    if style.style:
        for each in pairs(style, value, str):
            key, _, item = each.partition("=")
            yield key, (None, item, None, headers)
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, bytes):
            media_type = getattr(item, "media_type", "") or style.media_type
            filename = getattr(item, "name", "") or name
            own = {**headers, **getattr(item, "headers", {})}
            yield name, (filename, bytes(item), media_type or OCTETS, own)
        elif item is not None:
            given = plain(item)
            media_type = style.media_type or "application/json" * isinstance(given, dict | list)
            yield name, (None, text(given), media_type or None, headers)
