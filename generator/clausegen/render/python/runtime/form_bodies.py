"""Forms as typed values. What an attribute holds is read by its type, not by trial."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from types import NoneType
from typing import Any, get_args, get_origin
from urllib.parse import unquote, unquote_plus

import msgspec

from .decoding import (
    Decode,
    Parameter,
    Sent,
    chosen_of_texts,
    grouped,
    raw_value,
    refuse_timestamp,
    wants,
)
from .kinds import alternatives, attribute_types, is_object
from .open_struct import converted
from .upload import Upload

JSON_TYPE = re.compile(r"application/(?:[\w.+-]+\+)?json\b", re.ASCII)
NOTHING = (None, NoneType, msgspec.UnsetType)


USUAL_HEADERS = frozenset({"content-disposition", "content-type"})


class FormError(Exception):
    """The body is not what its media type promises."""


def from_urlencoded(content: str, kind: Any, styled: tuple[Parameter, ...]) -> Any:
    """The value of an application/x-www-form-urlencoded body."""
    encoded = grouped(content, "&", unquote_plus)
    texts = {name: [*map(unquote_plus, each)] for name, each in encoded.items()}
    return _from_form(texts, kind, _special(styled, encoded, kind, unquote_plus))


def from_multipart(
    content: bytes, content_type: str, kind: Any, styled: tuple[Parameter, ...]
) -> tuple[Any, dict[str, list[dict[str, str]]]]:
    """The value of a multipart/form-data body, and the headers of its parts by name."""
    parts: dict[str, list[Any]] = {}
    headers: dict[str, list[dict[str, str]]] = {}
    for name, value, own in _parts(content, content_type, kind):
        parts.setdefault(name, []).append(value)
        headers.setdefault(name, []).append(own)
    special = (each for each in styled if not each.is_json)  # the part says that itself
    return _from_form(parts, kind, _special(special, parts, kind, str)), headers


def _special(styled: Iterable[Parameter], sent: Sent, kind: Any, decode: Decode) -> dict[str, Any]:
    """Values of the attributes with a style of their own; UNSET for names that belong to them."""
    found: dict[str, Any] = {}
    for each in styled:
        inner = attribute_types(kind).get(each.name, Any)
        whole = inner if each.style == "deepObject" else _plain(inner)
        value = raw_value(replace(each, type=whole), sent, decode)
        if each.is_json and value is not None:
            value = msgspec.json.decode(value)
        names = [name for name in sent if name.startswith(f"{each.name}[")]
        names += value if isinstance(value, dict) and each.style == "form" and each.explode else ()
        found |= dict.fromkeys(names, msgspec.UNSET)
        found[each.name] = msgspec.UNSET if value is None else value
    return found


def _from_form(sent: Mapping[str, list[Any]], kind: Any, special: Mapping[str, Any]) -> Any:
    types = attribute_types(kind)
    rest = types.get("", Any)
    raw: dict[str, Any] = {n: _read(values, types.get(n, rest)) for n, values in sent.items()}
    raw = {name: value for name, value in {**raw, **special}.items() if value is not msgspec.UNSET}
    value = converted(raw, kind, strict=False, dec_hook=chosen_of_texts)
    for attribute, name in _names(value):
        given = raw.get(name)
        if any(
            isinstance(each, Upload) for each in (given if isinstance(given, list) else [given])
        ):
            setattr(value, attribute, given)  # msgspec made plain bytes of it
    return value


def _names(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, msgspec.Struct):
        yield from zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)


def _read(values: list[Any], kind: Any) -> Any:
    """One value, or a list where the type is one."""
    types = alternatives(kind)
    lists = [each for each in types if get_origin(each) is list]
    others = [each for each in types if each not in lists and each not in NOTHING]
    if len(values) > 1 or (lists and not others):
        item = get_args(lists[0])[0] if lists else Any
        return [_single(value, item) for value in values]
    return _single(values[0], kind)


def _single(value: Any, kind: Any) -> Any:
    """Objects and nested lists stand in forms as JSON."""
    refuse_timestamp(value, kind)
    types = alternatives(kind)
    is_composite = any(is_object(each) or get_origin(each) is list for each in types)
    if isinstance(value, str) and is_composite and value[:1] in {"{", "["}:
        return msgspec.json.decode(value)
    return value


def _plain(kind: Any) -> Any:
    """The class among the alternatives, if there is one."""
    return next((each for each in alternatives(kind) if is_object(each)), kind)


def _parts(
    content: bytes, content_type: str, kind: Any
) -> Iterator[tuple[str, Any, dict[str, str]]]:
    """Names, values and headers: files where type or file name ask for them, JSON, or text."""
    types = attribute_types(kind)
    for head, body in _chunks(content, content_type):
        part = BytesParser(policy=HTTP).parsebytes(head, headersonly=True)
        given = part.get_param("name", header="content-disposition")
        if not isinstance(given, str):
            raise FormError("a part has no name")
        name = unquote(given)
        inner = types.get(name, types.get("", Any))
        filename, media_type = part.get_filename(), part.get_content_type()
        others = {n: text for n, text in part.items() if n.lower() not in USUAL_HEADERS}
        lowered = {name.lower(): text for name, text in others.items()}
        if wants(bytes, inner) or (filename is not None and inner is Any):
            own = media_type if "content-type" in part else ""
            yield name, Upload(body, name=filename or "", media_type=own, headers=others), lowered
        elif JSON_TYPE.match(media_type) and inner is not str:
            yield name, msgspec.json.decode(body), lowered
        else:
            yield name, body.decode(), lowered


def _chunks(content: bytes, content_type: str) -> Iterator[tuple[bytes, bytes]]:
    """The header and the body of each part, byte by byte as they came."""
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str):
        raise FormError("a multipart form needs a boundary")
    for chunk in (b"\r\n" + content).split(f"\r\n--{boundary}".encode())[1:]:
        if chunk.startswith(b"--"):
            return
        head, gap, body = chunk.partition(b"\r\n\r\n")
        if not gap:
            break
        yield head.strip() + b"\r\n\r\n", body
    raise FormError("a multipart form has no end")
