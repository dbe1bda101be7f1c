"""Whether an item fits a filter, as far as the document tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from clausegen.words.english import plain
from clausegen.words.filter import Filter

from clausecheck.world.moments import rank

COMPARED: dict[str, Callable[[float, float], bool]] = {
    "gt": lambda found, value: found > value,
    "ge": lambda found, value: found >= value,
    "lt": lambda found, value: found < value,
    "le": lambda found, value: found <= value,
}


def fits(word: Filter, found: Any, value: Sequence[str]) -> bool | None:
    """Whether an attribute's value fits what the parameter asks for; None if nobody can tell.

    `value` holds the texts of the query: one, or for `in` several.
    """
    if found is None or isinstance(found, list | dict):
        return None
    if word.operator in COMPARED:
        return _compared(word, found, value[0])
    if word.operator in {"contains", "prefix"}:
        return _holds(word, found, value[0])
    said = [_equals(word, found, each) for each in value]
    known = True if True in said else None if None in said else False
    if word.operator == "ne" and known is not None:
        return not known
    return known


def _equals(word: Filter, found: Any, value: str) -> bool | None:
    """A value of another type breaks the clause of its type, and says nothing of the filter."""
    if isinstance(found, bool) != (value in {"true", "false"}):
        return None
    if plain(found) == value or (not isinstance(found, str) and _number(value) == found):
        return True
    return _cased(word, isinstance(found, str) and found.lower() == value.lower())


def _holds(word: Filter, found: Any, value: str) -> bool | None:
    if not isinstance(found, str):
        return None
    inside = str.__contains__ if word.operator == "contains" else str.startswith
    if inside(found, value):
        return True
    return _cased(word, inside(found.lower(), value.lower()))


def _cased(word: Filter, fits_otherwise: bool) -> bool | None:  # noqa: FBT001 - a plain question
    """What fits only if case is ignored."""
    if word.case is None:
        return None if fits_otherwise else False
    return fits_otherwise and word.case == "ignored"


def _compared(word: Filter, found: Any, value: str) -> bool | None:
    number = _number(value)
    one, other = rank(found), rank(value) if number is None else number
    if one is None or other is None:
        return None
    if one == other and isinstance(found, str) and ":" in found:
        return None  # a time may be kept more finely than it is shown
    return COMPARED[word.operator](one, other)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
