"""Texts that are moments, days or UUIDs."""

from __future__ import annotations

from typing import Literal

from clausegen.model import UNSET, Schema

TextKind = Literal["date-time", "date", "uuid"]
DATES: frozenset[TextKind] = frozenset({"date-time", "date"})
UUIDS: frozenset[TextKind] = frozenset({"uuid"})


def text_kind(flat: Schema) -> TextKind | None:
    """The format of a flat schema that allows every text of that format, however it is written.

    With a pattern, a text is written in one way of several, which a value of a class would forget.
    """
    is_free = flat.enum is None and flat.const is UNSET and flat.constraint("pattern") is None
    return next((kind for kind in (*DATES, *UUIDS) if kind == flat.format and is_free), None)
