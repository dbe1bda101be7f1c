"""Alternatives of which a request holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import msgspec

from .choice import only_choice

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
    return msgspec.convert(raw, only_choice(kind, raw), dec_hook=chosen)
