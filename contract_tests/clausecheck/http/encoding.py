"""Parameters and payloads as bytes: styles of OpenAPI, forms, parts, texts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from clausegen.model import Content, Parameter
from clausegen.model.relations import is_json

SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


def payload(content: Content | None, value: Any) -> tuple[bytes, str]:
    """(bytes, media type) of a payload's value."""
    media_type = content.media_type if content is not None else "application/json"
    if is_json(media_type):
        plain = media_type if "*" not in media_type else "application/json"
        return msgspec.json.encode(value), plain
    if media_type == "application/x-www-form-urlencoded":
        return urlencode(list(_pairs(value))).encode(), media_type
    if media_type.startswith("multipart/"):
        return _parts(content, value, media_type)
    plain = "text/plain" if "*" in media_type else media_type
    return (value if isinstance(value, str) else text(value)).encode(), plain


def query(parameters: Sequence[Parameter], values: Mapping[str, Any]) -> str:
    """With its question mark; values of unknown parameters are written like plain ones."""
    known = {each.name: each for each in parameters if each.location == "query"}
    pairs = (
        f"{quote(key, safe='[]')}={quote(each, safe=',|')}"
        for name, value in values.items()
        for key, each in _query(known.get(name), name, value)
    )
    found = "&".join(pairs)
    return f"?{found}" if found else ""


def cookies(parameter: Parameter, value: Any) -> dict[str, str]:
    """By name; of an exploded list, the text goes on with the other cookies of that name."""
    if parameter.explode and isinstance(value, list) and value:
        return {parameter.name: f"; {parameter.name}=".join(map(text, value))}
    if parameter.explode and isinstance(value, Mapping):
        return {name: text(each) for name, each in value.items() if each is not None}
    return {parameter.name: one(parameter, value)}


def one(parameter: Parameter, value: Any) -> str:
    """The value of a header, or of a cookie that is a single one."""
    if parameter.content is not None:
        return msgspec.json.encode(value).decode()
    if isinstance(value, list):
        return ",".join(map(text, value))
    if isinstance(value, Mapping):
        sign = "=" if parameter.explode else ","
        return ",".join(f"{name}{sign}{text(each)}" for name, each in value.items())
    return text(value)


def text(value: Any) -> str:
    """A JSON value where there is no JSON: true, 5, a text as it is."""
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()


def _query(parameter: Parameter | None, name: str, value: Any) -> Iterator[tuple[str, str]]:
    style, explode = (parameter.style, parameter.explode) if parameter else ("form", True)
    if parameter is not None and parameter.content is not None:
        yield name, msgspec.json.encode(value).decode()
    elif isinstance(value, Mapping | list) and style == "deepObject":
        yield from _deep(name, value)
    elif isinstance(value, Mapping) and explode:
        yield from ((key, text(each)) for key, each in value.items() if each is not None)
    elif isinstance(value, list) and explode:
        yield from ((name, text(each)) for each in value)
    elif isinstance(value, list):
        yield name, SEPARATORS.get(style, ",").join(map(text, value))
    elif isinstance(value, Mapping):
        yield name, ",".join(part for key, each in value.items() for part in (key, text(each)))
    else:
        yield name, text(value)


def _deep(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """name[attribute][0]=value: OpenAPI does not say it of lists, but PHP, Rack and qs read it."""
    if not isinstance(value, Mapping | list):
        yield name, text(value)
        return
    for key, each in value.items() if isinstance(value, Mapping) else enumerate(value):
        yield from _deep(f"{name}[{key}]", each)


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    """Of a form: lists repeat, null is left out, objects are JSON."""
    for name, each in value.items() if isinstance(value, Mapping) else ():
        for item in each if isinstance(each, list) else [each]:
            if item is not None:
                yield name, text(item)


def _parts(content: Content | None, value: Any, media_type: str) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    told = content.encodings if content is not None else ()
    encodings = {each.name: each.content_type for each in told if each.content_type}
    found = bytearray()
    for name, each in value.items() if isinstance(value, Mapping) else ():
        for item in each if isinstance(each, list) else [each]:
            if item is None:
                continue
            kind = encodings.get(name, "application/json" if isinstance(item, dict) else None)
            found += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
            found += b'; filename="clausecheck"' if kind and "json" not in kind else b""
            found += f"\r\nContent-Type: {kind}".encode() if kind else b""
            found += b"\r\n\r\n" + text(item).encode() + b"\r\n"
    found += f"--{boundary}--\r\n".encode()
    return bytes(found), f"{media_type}; boundary={boundary}"
