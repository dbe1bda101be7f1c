"""Values as two people would compare them: numbers, moments, texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any


def comparable(values: Iterable[Any]) -> tuple[list[Any], bool] | None:
    """(what compares, whether everybody compares it alike); None for a mixture."""
    found = [each for each in values if each is not None]
    if all(isinstance(each, int | float) for each in found):
        return found, True
    if not all(isinstance(each, str) for each in found):
        return None
    moments = [_moment(each) for each in found]
    if all(each is not None for each in moments):
        return moments, True
    return [each.casefold() for each in found], False  # nobody says how texts compare


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
