"""From the text of a request to typed values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from http.cookies import CookieError, SimpleCookie
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, unquote

import msgspec

from .call import ApiError, Call, InvalidRequest, Location
from .open_struct import converted, from_json

Shape = Literal["value", "array", "object"]

SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
JSON_TYPE = re.compile(r"application/(?:[\w.+-]+\+)?json\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Where an argument comes from. `name` is its name on the wire."""

    location: Location
    name: str
    type: Any
    argument: str = ""
    """Only if it differs from the name."""
    required: bool = False
    shape: Shape = "value"
    style: str = "form"
    explode: bool = True
    is_json: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The types of a request's body by media type, the usual one first."""

    types: Mapping[str, Any]
    required: bool = False


Refuse = Callable[[InvalidRequest], None]
"""Raises to refuse the request; returns to go on as if the value was not sent."""


def read_arguments(parameters: tuple[Parameter, ...], call: Call, refuse: Refuse) -> dict[str, Any]:
    """Arguments by name. What was not sent is left to the method's defaults."""
    sources: dict[str, Mapping[str, list[str]]] = {}
    found: dict[str, Any] = {}
    for each in parameters:
        if each.location not in sources:
            sources[each.location] = _sent(each.location, call)
        try:
            value = _value(each, sources[each.location])
        except InvalidRequest as problem:
            refuse(problem)
            if each.required or each.location == "path":
                raise
            continue
        if value is not msgspec.UNSET:
            found[each.argument or each.name] = value
    return found


def read_body(body: Body, call: Call) -> Any:
    """The decoded body, or None when an optional one was not sent."""
    if not call.body:
        if body.required:
            raise InvalidRequest("body", "", "is required")
        return None
    sent = call.headers.get("content-type", next(iter(body.types))).partition(";")[0].strip()
    for media_type, kind in body.types.items():
        if _matches(media_type, sent.lower()):
            return _decoded(sent.lower(), kind, call)
    raise ApiError(f"{sent} is not accepted here", status=415)


def _sent(location: Location, call: Call) -> Mapping[str, list[str]]:
    if location == "path":
        return {name: [text] for name, text in call.path_values.items()}
    if location == "query":
        return _grouped(parse_qsl(call.query, keep_blank_values=True))
    if location == "header":
        return {name: [text] for name, text in call.headers.items()}
    try:
        cookies = SimpleCookie(call.headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: [morsel.value] for name, morsel in cookies.items()}


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, text in pairs:
        grouped.setdefault(name, []).append(text)
    return grouped


def _raw(parameter: Parameter, sent: Mapping[str, list[str]]) -> Any:
    """The untyped value of a parameter: text, a list or an object of texts; None when absent."""
    name = parameter.name.lower() if parameter.location == "header" else parameter.name
    if parameter.shape == "object" and parameter.style == "deepObject":
        return _deep(name, sent)
    if parameter.shape == "object" and parameter.style == "form" and parameter.explode:
        return _exploded(parameter.type, sent)
    texts = sent.get(name)
    if texts is None:
        return None
    if parameter.is_json or parameter.shape == "value":
        return _stripped(parameter, texts[-1])
    if parameter.shape == "array" and parameter.style == "form" and parameter.explode:
        return texts
    return _split(parameter, _stripped(parameter, texts[-1]))


def _stripped(parameter: Parameter, text: str) -> str:
    if parameter.style == "label":
        return text.removeprefix(".")
    if parameter.style == "matrix":
        return text.removeprefix(f";{parameter.name}").removeprefix("=")
    return text


def _split(parameter: Parameter, text: str) -> list[str] | dict[str, str]:
    exploded = parameter.explode and parameter.style in {"label", "matrix"}
    separator = "." if parameter.style == "label" else ";"
    parts = text.split(separator if exploded else SEPARATORS.get(parameter.style, ","))
    if parameter.shape == "array":
        return [part.removeprefix(f"{parameter.name}=") for part in parts]
    if parameter.explode:
        pairs = [part.partition("=") for part in parts]
        return {name: value for name, _, value in pairs}
    return dict(zip(parts[::2], parts[1::2], strict=False))


def _deep(name: str, sent: Mapping[str, list[str]]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for key, texts in sent.items():
        if not (key.startswith(f"{name}[") and key.endswith("]")):
            continue
        *parents, last = key[len(name) + 1 : -1].split("][")
        target = found
        for parent in parents:
            inner = target.setdefault(parent, {})
            if not isinstance(inner, dict):
                raise InvalidRequest("query", key, "contradicts another value")
            target = inner
        target[last or "items"] = texts[-1] if len(texts) == 1 else texts
    return found or None


def _exploded(kind: Any, sent: Mapping[str, list[str]]) -> dict[str, str] | None:
    wanted = getattr(kind, "__struct_encode_fields__", tuple(sent))
    return {name: sent[name][-1] for name in wanted if name in sent} or None


def _value(parameter: Parameter, sent: Mapping[str, list[str]]) -> Any:
    raw = _raw(parameter, sent)
    if raw is None and parameter.required:
        raise InvalidRequest(parameter.location, parameter.name, "is required")
    if raw is None:
        return msgspec.UNSET
    try:
        if parameter.is_json:
            return from_json(raw.encode(), parameter.type)
        return from_text(raw, parameter.type)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InvalidRequest(parameter.location, parameter.name, str(error)) from None


def from_text(raw: Any, kind: Any) -> Any:
    """Text, or lists and objects of texts, as a type. Booleans are spelled true and false only."""
    if not _wants(bool, kind):
        return converted(raw, kind, strict=False)
    spelled = {"true": True, "false": False}
    if isinstance(raw, list):
        return converted([spelled.get(text, text) for text in raw], kind)
    return converted(spelled.get(raw, raw) if isinstance(raw, str) else raw, kind)


def _wants(wanted: type, kind: Any) -> bool:
    return kind is wanted or any(_wants(wanted, each) for each in get_args(kind))


def _matches(media_type: str, sent: str) -> bool:
    documented = media_type.partition(";")[0].strip().lower()
    if documented in {sent, "*/*"}:
        return True
    return documented.endswith("/*") and sent.startswith(documented[:-1])


def _decoded(sent: str, kind: Any, call: Call) -> Any:
    try:
        if JSON_TYPE.match(sent):
            return from_json(call.body, kind)
        if sent == "application/x-www-form-urlencoded":
            pairs = parse_qsl(call.body.decode(), keep_blank_values=True)
            return _from_form(_grouped(pairs), kind)
        if sent == "multipart/form-data":
            return _from_form(_parts(call), kind)
        text = call.body.decode() if _wants(str, kind) else call.body
        return msgspec.convert(text, kind)
    except UnicodeDecodeError:
        raise InvalidRequest("body", "", "is not UTF-8") from None
    except RecursionError:
        raise InvalidRequest("body", "", "is nested too deeply") from None
    except msgspec.MsgspecError as error:
        raise InvalidRequest("body", "", str(error)) from None


def _from_form(sent: Mapping[str, list[Any]], kind: Any) -> Any:
    single = {name: values[0] if len(values) == 1 else values for name, values in sent.items()}
    try:
        return converted(single, kind, strict=False)
    except msgspec.ValidationError:
        # An array of one item looks like a single value.
        return converted(sent, kind, strict=False)


def _parts(call: Call) -> dict[str, list[Any]]:
    head = f"Content-Type: {call.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + call.body)
    found: dict[str, list[Any]] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            raise InvalidRequest("body", "", "is not a multipart form")
        is_file = part.get_filename() is not None
        found.setdefault(unquote(name), []).append(content if is_file else content.decode())
    return found
