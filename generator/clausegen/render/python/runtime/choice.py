"""Which class of several an object is of: by its tag, else by the names that it has."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Any, get_args

import msgspec


def choice(kind: Any, raw: Any) -> Any:
    """The alternative to try.

    Of the classes it is the one with the object's tag, else the one that leaves the fewest
    attributes unnamed. Only one is tried: with more, what is nested deeply would take for ever.
    """
    classes, others = _alternatives(kind)
    if not isinstance(raw, dict):
        return others
    fitting = [each for each in classes if _fits(each, raw)]
    return min(fitting, key=lambda each: _unnamed(each, raw), default=others)


def only_choice(kind: Any, raw: Any) -> Any:
    """The same where an object must be one of the classes. Raises ValidationError if it is none."""
    target = choice(kind, raw)
    if isinstance(raw, dict) and not hasattr(target, "__struct_fields__"):
        raise msgspec.ValidationError("Object is none of the alternatives")
    return target


@cache
def _alternatives(kind: Any) -> tuple[tuple[type[msgspec.Struct], ...], Any]:
    """The classes, and the type of whatever is none."""
    (alternatives,) = get_args(kind)
    given = get_args(alternatives)
    classes = tuple(each for each in given if hasattr(each, "__struct_fields__"))
    others = tuple(each for each in given if each not in classes)
    return classes, reduce(or_, others) if others else dict[str, Any]


def _fits(kind: type[msgspec.Struct], raw: dict[str, Any]) -> bool:
    config = kind.__struct_config__
    if config.tag_field is not None and raw.get(config.tag_field) != config.tag:
        return False
    return _required(kind) <= raw.keys()


@cache
def _required(kind: type[msgspec.Struct]) -> frozenset[str]:
    fields = msgspec.structs.fields(kind)
    return frozenset(each.encode_name for each in fields if each.required)


def _unnamed(kind: type[msgspec.Struct], raw: dict[str, Any]) -> int:
    return len(raw.keys() - {*kind.__struct_encode_fields__})
