"""Dates and times as servers write them, and what has an order."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}")

WHOLE = re.compile(SHAPE.pattern + r"(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?", re.IGNORECASE)


def moment(value: Any) -> datetime | None:
    """The moment that a text names; None for anything else.

    A fraction of a second and the zone may lack: without a zone it is UTC.
    """
    if not isinstance(value, str) or not SHAPE.match(value):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def looks_like_moment(value: Any) -> bool:
    """A whole text of this shape; the day may not exist. Leap seconds are let."""
    return isinstance(value, str) and WHOLE.fullmatch(value) is not None and ":60" not in value


def rank(value: Any) -> float | None:
    """Only dates and numbers have one: how a server compares texts is not documented."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    read = moment(f"{value}T00:00:00Z" if _is_date(value) else value)
    return None if read is None else read.timestamp()


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len("2001-02-03")
