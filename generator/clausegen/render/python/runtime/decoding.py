"""From the text of a request to typed arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from urllib.parse import unquote, unquote_plus

import msgspec

from .call import Call, InvalidRequest, Location
from .choice import only_choice
from .deep import deep_value
from .one_of import chosen
from .open_struct import converted, from_json

Shape = Literal["value", "array", "object"]
Sent = Mapping[str, list[str]]
"""Encoded texts by decoded names."""
Decode = Callable[[str], str]

TIMESTAMP = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
DECODE: Mapping[str, Decode] = {"path": unquote, "query": unquote_plus, "cookie": unquote}


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


Refuse = Callable[[InvalidRequest], None]
"""Raises to refuse the request; returns to go on as if the value was not sent."""


def read_arguments(parameters: tuple[Parameter, ...], call: Call, refuse: Refuse) -> dict[str, Any]:
    """Arguments by name. What was not sent is left to the method's defaults."""
    sources: dict[str, Sent] = {}
    found: dict[str, Any] = {}
    for each in parameters:
        if each.location == "querystring":
            continue  # it is read as a body is
        if each.location not in sources:
            sources[each.location] = _sent(each.location, call)
        sent = sources[each.location]
        if each.shape == "object" and each.location in {"query", "cookie"}:
            others = {p.name for p in parameters if p.location == each.location and p is not each}
            sent = {name: sent[name] for name in sent if name not in others}
        try:
            value = _value(each, sent)
        except InvalidRequest as problem:
            refuse(problem)
            if each.required or each.location == "path":
                raise
            continue
        if value is not msgspec.UNSET:
            found[each.argument or each.name] = value
    return found


def grouped(text: str, separator: str, decode: Decode) -> dict[str, list[str]]:
    """Texts by name, from `name=text` and separators between."""
    found: dict[str, list[str]] = {}
    for pair in text.split(separator):
        name, _, value = pair.strip().partition("=")
        if name:
            found.setdefault(decode(name), []).append(value)
    return found


def raw_value(parameter: Parameter, sent: Sent, decode: Decode) -> Any:
    """The untyped value of a parameter: text, a list or an object of texts; None when absent."""
    name = parameter.name.lower() if parameter.location == "header" else parameter.name
    is_split = parameter.explode and parameter.location in {"query", "cookie", "body"}
    is_deep = parameter.style == "deepObject" and parameter.shape != "value"
    if is_deep and (found := deep_value(name, parameter.type, sent, decode)) is not None:
        return found
    if parameter.shape == "object" and is_split and not is_deep:
        return _exploded(parameter.type, sent, decode)
    texts = sent.get(name)
    if texts is None:
        return None
    if parameter.is_json or (is_deep and parameter.shape == "object"):
        return decode(texts[-1])
    if parameter.shape == "array" and (is_split or is_deep):
        return [decode(text) for text in texts]
    return _split(parameter, texts[-1], decode)


def _split(parameter: Parameter, text: str, decode: Decode) -> Any:
    items = _items(parameter, text, decode)
    if parameter.shape == "array":
        return items
    if parameter.shape == "value":
        return items[0]
    if parameter.explode:
        pairs = (item.partition("=") for item in items)
        return {key: value for key, _, value in pairs}
    return dict(zip(items[::2], items[1::2], strict=False))


def _sent(location: Location, call: Call) -> Sent:
    if location == "path":
        return {name: [text] for name, text in call.raw_path_values.items()}
    if location == "query":
        return grouped(call.query, "&", unquote_plus)
    if location == "header":
        return {name: [text] for name, text in call.headers.items()}
    crumbs = grouped(call.headers.get("cookie", ""), ";", unquote)
    return {name: [text.strip('"') for text in texts] for name, texts in crumbs.items()}


def _items(parameter: Parameter, text: str, decode: Decode) -> list[str]:
    """What stands between the separators of a style. A value stands alone."""
    separator = SEPARATORS.get(parameter.style, ",")
    if parameter.style == "label":
        text = text.removeprefix(".")
        separator = "." if parameter.explode else ","
    elif parameter.style == "matrix":
        text = text.removeprefix(";")
        separator = ";" if parameter.explode else ","
    if separator in {" ", "|"}:
        return decode(text).split(separator)
    if parameter.style == "matrix" and not (parameter.explode and parameter.shape == "object"):
        parts = text.split(separator)
        text = separator.join(part.removeprefix(parameter.name).removeprefix("=") for part in parts)
    return [decode(text)] if parameter.shape == "value" else [*map(decode, text.split(separator))]


def _exploded(kind: Any, sent: Sent, decode: Decode) -> dict[str, str] | None:
    wanted: Iterable[str] = getattr(kind, "__struct_encode_fields__", tuple(sent))
    return {name: decode(sent[name][-1]) for name in wanted if name in sent} or None


def _value(parameter: Parameter, sent: Sent) -> Any:
    try:
        raw = raw_value(parameter, sent, DECODE.get(parameter.location, str))
        if raw is None and parameter.required:
            raise InvalidRequest(parameter.location, parameter.name, "is required")
        if raw is None:
            return msgspec.UNSET
        if parameter.is_json:
            return from_json(raw.encode(), parameter.type, chosen)
        return from_text(raw, parameter.type)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InvalidRequest(parameter.location, parameter.name, str(error)) from None


def from_text(raw: Any, kind: Any) -> Any:
    """Text, or lists and objects of texts, as a type. Booleans are spelled true and false only."""
    texts = raw if isinstance(raw, list) else [raw]
    for text in texts:
        refuse_timestamp(text, kind)
    given = [*map(_spelled, texts)] if wants(bool, kind) else texts
    value = converted(
        given if isinstance(raw, list) else given[0], kind, strict=False, dec_hook=chosen_of_texts
    )
    made = value if isinstance(value, list) else [value]
    if any(
        isinstance(e, bool) and not isinstance(g, bool) for e, g in zip(made, given, strict=False)
    ):
        raise msgspec.ValidationError("Expected `bool`, got `str`")
    return value


def chosen_of_texts(kind: Any, raw: Any) -> Any:
    """The value of one of several alternatives, made of texts."""
    return msgspec.convert(raw, only_choice(kind, raw), strict=False, dec_hook=chosen_of_texts)


def _spelled(text: Any) -> Any:
    return text == "true" if text in ("true", "false") else text


def refuse_timestamp(text: Any, kind: Any) -> None:
    """No number is a moment, though msgspec takes it for one where it reads texts."""
    is_moment = wants(datetime, kind) and not (wants(int, kind) or wants(float, kind))
    if isinstance(text, str) and is_moment and TIMESTAMP.fullmatch(text):
        raise msgspec.ValidationError("Invalid RFC3339 encoded datetime")


def wants(wanted: type, kind: Any) -> bool:
    """Whether a type is mentioned in another."""
    return kind is wanted or any(wants(wanted, each) for each in get_args(kind))
