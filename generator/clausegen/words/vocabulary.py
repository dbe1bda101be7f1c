"""The words' structs under one roof, until everybody imports them from the words' files."""

from __future__ import annotations

from clausegen.words.causes import Cause, Causes
from clausegen.words.deletion import Deletion
from clausegen.words.filter import Filter
from clausegen.words.ordering import Ordering, Sorting
from clausegen.words.pagination import Pagination
from clausegen.words.references import References
from clausegen.words.registry import written as _written
from clausegen.words.rules import Rule, Rules
from clausegen.words.uniqueness import Uniqueness
from clausegen.words.word import KEY

WORDS: tuple[str, ...] = tuple(each.name for each in _written())

__all__ = [
    "KEY",
    "WORDS",
    "Cause",
    "Causes",
    "Deletion",
    "Filter",
    "Ordering",
    "Pagination",
    "References",
    "Rule",
    "Rules",
    "Sorting",
    "Uniqueness",
]
