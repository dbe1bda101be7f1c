"""Texts that are more than that: moments, days, UUIDs, and files in forms."""

from __future__ import annotations

from typing import Literal

from clausegen.model import UNSET, Schema
from clausegen.render.shapes.media_types import JSON

TextKind = Literal["date-time", "date", "uuid"]
DATES: frozenset[TextKind] = frozenset({"date-time", "date"})
UUIDS: frozenset[TextKind] = frozenset({"uuid"})


def text_kind(flat: Schema) -> TextKind | None:
    """The format of a flat schema that allows every text of that format, however it is written.

    With a pattern, a text is written in one way of several, which a value of a class would forget.
    """
    is_free = flat.enum is None and flat.const is UNSET and flat.constraint("pattern") is None
    return next((kind for kind in (*DATES, *UUIDS) if kind == flat.format and is_free), None)


def is_file(flat: Schema) -> bool:
    """Whether what a part of a form holds is bytes: `format: binary`, or a type that is no text."""
    held = flat.constraint("contentMediaType")
    if flat.format == "binary" or not isinstance(held, str):
        return flat.format == "binary"
    is_text = held.startswith("text/") or JSON.match(held) is not None
    return not is_text and flat.constraint("contentEncoding") is None
