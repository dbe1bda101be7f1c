"""What a running server shows for or against words: one word a module, `probe(word, seen)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from clausegen.model import UNSET
from clausegen.suggest.probe import (
    causes,
    filter,  # noqa: A004 - the word's own name
    object_of,
    ordering,
    pagination,
    references,
    uniqueness,
)
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen
from clausegen.suggest.probe.server import SpentError
from clausegen.suggest.suggestion import Suggestion

SHOWN = 0.98
"""How likely a word is that document and server agree about."""
PROBES: Mapping[str, Callable[[Suggestion, Seen], Finding | None]] = {
    "pagination": pagination.probe,
    "ordering": ordering.probe,
    "filter": filter.probe,
    "causes": causes.probe,
    "references": references.probe,
    "object_of": object_of.probe,
    "uniqueness": uniqueness.probe,
}


def probed(found: Iterable[Suggestion], seen: Seen) -> Iterator[Suggestion]:
    """Each with what the server showed of it. What needs a change to be seen stays as it is."""
    is_spent = False
    for each in found:
        told = None
        if each.word in PROBES and not is_spent:
            try:
                told = PROBES[each.word](each, seen)
            except SpentError:
                is_spent = True
        yield _with(each, told) if told is not None else each


def _with(suggestion: Suggestion, told: Finding) -> Suggestion:
    return msgspec.structs.replace(
        suggestion,
        value=suggestion.value if told.value is UNSET else told.value,
        confidence=max(suggestion.confidence, SHOWN) if told.holds else 0.0,
        showed=told.showed,
        is_contradicted=not told.holds,
    )
