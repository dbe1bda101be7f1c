"""How values stand in paths, queries, headers, cookies and forms: the styles of OpenAPI.

Null is no value: it is left out wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .failures import NotSent
from .open_struct import plain, to_json

Encode = Callable[[str], str]
SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
RESERVED = "/?:@!$'()*,;"
"""What may stand in a query as it is: the other reserved characters end a value or the query."""
TRIPLET = re.compile("%25(?=[0-9A-Fa-f]{2})")
COOKIE = "".join(chr(code) for code in range(33, 127) if chr(code) not in '",;\\%')


@dataclass(frozen=True, slots=True)
class Style:
    """How a parameter or an attribute of a form is written, if not in its place's usual way."""

    place: str
    name: str
    style: str = "form"
    explode: bool = True
    is_reserved: bool = False
    """Whether reserved characters stay as they are."""
    is_json: bool = False
    media_type: str = ""
    """Of an attribute of a form: what its part holds."""


def filled(path: str, values: Mapping[str, Any], styles: Mapping[str, Style]) -> str:
    """The path with its values. One that would lead to another path is refused."""
    for name, value in values.items():
        style = styles.get(name, Style("path", name, "simple", explode=False))
        segment = "" if value is None else _segment(style, plain(value))
        if segment in {"", ".", ".."}:
            told = None if value is None else segment
            raise NotSent(f"not sent: {name} cannot be {told!r}: it is a part of the path")
        path = path.replace(f"{{{name}}}", segment)
    return path


def query(values: Mapping[str, Any], styles: Mapping[str, Style]) -> list[str]:
    """`name=value` texts, percent-encoded."""
    given = ((styles.get(name, Style("query", name)), values[name]) for name in values)
    return [part for style, value in given for part in pairs(style, value)]


def header(value: Any, style: Style | None = None) -> str | None:
    """The text of a header; None without a value."""
    given = plain(value)
    if given is None:
        return None
    if style is not None and style.is_json:
        return to_json(value).decode()
    return ",".join(_items(given, str, explode=style is not None and style.explode))


def cookies(values: Mapping[str, Any], styles: Mapping[str, Style]) -> list[str]:
    """`name=value` texts: one for each item of a list and each attribute of an object."""
    found: list[str] = []
    for name, value in values.items():
        style = styles.get(name, Style("cookie", name))
        found += pairs(style, value, str if style.style == "cookie" else _cookie)
    for each in found:
        if ";" in each:
            name = each.partition("=")[0]
            raise NotSent(f"not sent: {name} cannot hold ';': it separates cookies")
    return found


def pairs(style: Style, value: Any, encode: Encode | None = None) -> list[str]:
    """`name=value` texts of one parameter or one attribute of a form."""
    encode = encode or (_reserved if style.is_reserved else _encoded)
    name, given = encode(style.name), plain(value)
    if given is None:
        return []
    if style.is_json:
        return [f"{name}={encode(to_json(value).decode())}"]
    if style.style == "deepObject":
        return _deep(style.name, given, encode)
    items = _items(given, encode, explode=style.explode)
    if isinstance(given, dict) and style.explode:
        return items
    if isinstance(given, dict | list) and not style.explode:
        return [f"{name}={SEPARATORS.get(style.style, ',').join(items)}"] if items else []
    return [f"{name}={item}" for item in items]


def text(value: Any) -> str:
    """A plain value as text. What is nested deeper than a style reaches is JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return to_json(value).decode()
    return value if isinstance(value, str) else str(value)


def _segment(style: Style, value: Any) -> str:
    if style.is_json:
        return _encoded(to_json(value).decode())
    if style.style == "matrix":
        return "".join(f";{pair.removesuffix('=')}" for pair in pairs(style, value))
    separator = "." if style.style == "label" and style.explode else ","
    joined = separator.join(_items(value, _encoded, explode=style.explode))
    return f".{joined}" if style.style == "label" else joined


def _items(value: Any, encode: Encode, *, explode: bool) -> list[str]:
    """What separators stand between."""
    if isinstance(value, list):
        return [encode(text(item)) for item in value if item is not None]
    if not isinstance(value, dict):
        return [encode(text(value))]
    given = [(encode(name), encode(text(item))) for name, item in value.items() if item is not None]
    return (
        [f"{name}={item}" for name, item in given]
        if explode
        else [t for pair in given for t in pair]
    )


def _deep(name: str, value: Any, encode: Encode) -> list[str]:
    """`name[attribute][0]=value`, as deep as it goes."""
    if value is None:
        return []
    if not isinstance(value, dict | list):
        return [f"{encode(name)}={encode(text(value))}"]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [part for key, each in inner for part in _deep(f"{name}[{key}]", each, encode)]


def _encoded(value: str) -> str:
    return quote(value, safe="")


def _reserved(value: str) -> str:
    return TRIPLET.sub("%", quote(value, safe=RESERVED))


def _cookie(value: str) -> str:
    return quote(value, safe=COOKIE)
