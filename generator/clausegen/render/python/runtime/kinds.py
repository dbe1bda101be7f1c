"""What a type says of alternatives and of attributes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from .one_of import OneOf
from .open_struct import ADDITIONAL


def alternatives(kind: Any) -> list[Any]:
    """The types that a value may have, one by one."""
    if get_origin(kind) is Annotated:
        return alternatives(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType, OneOf}:
        return [inner for each in get_args(kind) for inner in alternatives(each)]
    return [kind]


@cache
def attribute_types(kind: Any) -> Mapping[str, Any]:
    """The types of an object's attributes by name; behind "" that of all others."""
    found: dict[str, Any] = {}
    for each in alternatives(kind):
        if get_origin(each) is dict:
            found.setdefault("", get_args(each)[1])
        elif is_object(each):
            hints = get_type_hints(each, include_extras=True)
            for attribute, name in zip(
                each.__struct_fields__, each.__struct_encode_fields__, strict=True
            ):
                inner = get_args(hints[attribute])[1] if name == ADDITIONAL else hints[attribute]
                found.setdefault("" if name == ADDITIONAL else name, inner)
    return found


def item_type(kind: Any) -> Any:
    """What lists of a type hold; None if it has none."""
    lists = (each for each in alternatives(kind) if get_origin(each) is list)
    return next((get_args(each)[0] for each in lists), None)


def is_object(kind: Any) -> bool:
    """Whether values of a type are objects in JSON."""
    return hasattr(kind, "__struct_fields__") or get_origin(kind) is dict
