"""What the words of the document mean for a server: a module a word; each can be switched off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausegen.model import Api
from clausegen.words.vocabulary import WORDS

from clausemock.behaviours.causes import Causes
from clausemock.behaviours.deletion import Deletion
from clausemock.behaviours.filter import Filter
from clausemock.behaviours.mutability import Mutability
from clausemock.behaviours.object_of import ObjectOf
from clausemock.behaviours.ordering import Ordering
from clausemock.behaviours.pagination import Pagination
from clausemock.behaviours.references import References
from clausemock.behaviours.rules import Rules, rule_ids
from clausemock.behaviours.uniqueness import Uniqueness
from clausemock.behaviours.visible_to import VisibleTo


class UnknownSwitchError(ValueError):
    """Neither a word nor the id of a rule."""


@dataclass(frozen=True, slots=True)
class Behaviours:
    """One behaviour for each word of the vocabulary, under the word's name."""

    causes: Causes
    pagination: Pagination
    ordering: Ordering
    filter: Filter
    object_of: ObjectOf
    references: References
    mutability: Mutability
    uniqueness: Uniqueness
    visible_to: VisibleTo
    deletion: Deletion
    rules: Rules


def behaviours(api: Api, without: Iterable[str] = ()) -> Behaviours:
    """All behaviours, some switched off by word or by OWNER.RULE. Raises UnknownSwitchError."""
    off = frozenset(without)
    unknown = sorted(off - set(WORDS) - set(rule_ids(api)))
    if unknown:
        raise UnknownSwitchError(unknown[0])
    return Behaviours(
        causes=Causes(api, on="causes" not in off),
        pagination=Pagination(api, on="pagination" not in off),
        ordering=Ordering(api, on="ordering" not in off),
        filter=Filter(api, on="filter" not in off),
        object_of=ObjectOf(api, on="object_of" not in off),
        references=References(api, on="references" not in off),
        mutability=Mutability(api, on="mutability" not in off),
        uniqueness=Uniqueness(api, on="uniqueness" not in off),
        visible_to=VisibleTo(api, on="visible_to" not in off),
        deletion=Deletion(api, on="deletion" not in off),
        rules=Rules(api, on="rules" not in off, without=off),
    )
