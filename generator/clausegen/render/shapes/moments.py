"""Which texts are moments."""

from __future__ import annotations

from clausegen.model import UNSET, Schema


def is_moment(flat: Schema) -> bool:
    """Whether a flat schema allows every date-time, however it is written.

    With a pattern, a text is written in one way of several, which a `datetime` would forget.
    """
    is_free = flat.enum is None and flat.const is UNSET and flat.constraint("pattern") is None
    return flat.format == "date-time" and is_free
