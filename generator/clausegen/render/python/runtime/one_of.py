"""Alternatives that live on when the server knows more of them than this client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import msgspec

from .choice import choice

T = TypeVar("T")

if TYPE_CHECKING:
    OneOf: TypeAlias = T | dict[str, Any]
    """One of the classes; a dict if an object is none of them."""
else:

    class _Anything(type):
        def __instancecheck__(cls, value: object) -> bool:
            return True

    class OneOf(Generic[T], metaclass=_Anything):
        """Msgspec leaves it to `chosen`."""


def chosen(kind: Any, raw: Any) -> Any:
    """The value of one of the alternatives; the object itself if it is none of the classes."""
    try:
        return msgspec.convert(raw, choice(kind, raw), dec_hook=chosen)
    except msgspec.ValidationError:
        if isinstance(raw, dict):
            return raw
        raise
