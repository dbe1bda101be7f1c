"""An answer that breaks its schema, in its type as far as it goes."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from .one_of import OneOf, chosen
from .open_struct import ADDITIONAL, OpenStruct, converted, whole

ALL = "(all)"
"""In place of a pointer: the value is nothing of the kind."""


def leniently(content: bytes, kind: Any) -> tuple[Any, tuple[str, ...]]:
    """The value, and what is wrong with it: JSON pointers with reasons.

    What is wrong stays as it came, without a type; a required attribute that lacks is UNSET.
    Raises DecodeError for what is no JSON.
    """
    wrong: list[str] = []
    return _taken(whole(msgspec.json.decode(content)), kind, "", wrong), tuple(wrong)


def _taken(raw: Any, kind: Any, place: str, wrong: list[str]) -> Any:
    try:
        return converted(raw, kind, dec_hook=chosen)
    except msgspec.ValidationError as error:
        before = len(wrong)
        value = _parts(raw, _nearest(kind, raw), place, wrong)
        if len(wrong) == before:
            wrong.append(f"{place or ALL}: {error}")
        return value


def _parts(raw: Any, kind: Any, place: str, wrong: list[str]) -> Any:
    """The value with each of its parts taken by itself; as it came if it has none."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(raw, list) and origin is list:
        return [_taken(e, arguments[0], f"{place}/{n}", wrong) for n, e in enumerate(raw)]
    if not isinstance(raw, dict):
        return raw
    if origin is dict:
        return {name: _taken(raw[name], arguments[1], _at(place, name), wrong) for name in raw}
    return _object(raw, kind, place, wrong) if _is_class(kind) else raw


def _object(raw: dict[str, Any], kind: Any, place: str, wrong: list[str]) -> Any:
    given: dict[str, Any] = {}
    rest, additional = {**raw}, Any
    rest.pop(kind.__struct_config__.tag_field, None)
    for each in msgspec.structs.fields(kind):
        here = _at(place, each.encode_name)
        if each.encode_name in rest:
            given[each.name] = _taken(rest.pop(each.encode_name), each.type, here, wrong)
        elif each.required:
            given[each.name] = msgspec.UNSET
            wrong.append(f"{here}: lacks, though it is required")
        elif each.encode_name == ADDITIONAL:
            additional = each.type
    if issubclass(kind, OpenStruct):
        given["additional"] = _parts(rest, additional, place, wrong)
    return kind(**given)


def _nearest(kind: Any, raw: Any) -> Any:
    """Of alternatives the one with the form of the value.

    There is one class at most: an object that is none of several is no mistake.
    """
    is_union = get_origin(kind) in {Union, UnionType, OneOf}
    options = [_nearest(each, raw) for each in get_args(kind)] if is_union else [kind]
    return next((each for each in options if _has_form(each, raw)), Any)


def _has_form(kind: Any, raw: Any) -> bool:
    if isinstance(raw, list):
        return get_origin(kind) is list
    return isinstance(raw, dict) and (_is_class(kind) or get_origin(kind) is dict)


def _is_class(kind: Any) -> bool:
    return hasattr(kind, "__struct_fields__")


def _at(place: str, name: str) -> str:
    return f"{place}/{name.replace('~', '~0').replace('/', '~1')}"
