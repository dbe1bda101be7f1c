"""Alternatives of which a request holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import msgspec

from .choice import choice

T = TypeVar("T")

if TYPE_CHECKING:
    OneOf: TypeAlias = T
    """One of the classes."""
else:

    class _Anything(type):
        def __instancecheck__(cls, value: object) -> bool:
            return True

    class OneOf(Generic[T], metaclass=_Anything):
        """Msgspec leaves it to `chosen`."""


def chosen(kind: Any, raw: Any) -> Any:
    """The value of one of the alternatives. Raises ValidationError if it is none."""
    target = choice(kind, raw)
    if isinstance(raw, dict) and not hasattr(target, "__struct_fields__"):
        raise msgspec.ValidationError("Object is none of the alternatives")
    return msgspec.convert(raw, target, dec_hook=chosen)
