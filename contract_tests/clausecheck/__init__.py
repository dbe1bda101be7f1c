"""The contract suite: a pytest plugin that gives every clause of a document a verdict.

`__all__` is the public face, for the rules and stories of guests.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # pytest loads the plugin in every process: it must not wait for the suite
    from clausecheck.failures import ContractFailure, NotChecked, shown
    from clausecheck.http.exchange import Exchange
    from clausecheck.run.binding import rule
    from clausecheck.run.stories import story
    from clausecheck.search.smallest import Search
    from clausecheck.stories.teller import Teller
    from clausecheck.stories.telling import WHICH, Action, Ended, explore, picked
    from clausecheck.world.lists import whole
    from clausecheck.world.moments import moment
    from clausecheck.world.relations import object_or_none
    from clausecheck.world.sameness import is_same_id
    from clausecheck.world.world import World

__all__ = [
    "WHICH",
    "Action",
    "ContractFailure",
    "Ended",
    "Exchange",
    "NotChecked",
    "Search",
    "Teller",
    "World",
    "explore",
    "is_same_id",
    "moment",
    "object_or_none",
    "picked",
    "rule",
    "shown",
    "story",
    "whole",
]

_HOMES = {
    "WHICH": "stories.telling",
    "Action": "stories.telling",
    "ContractFailure": "failures",
    "Ended": "stories.telling",
    "Exchange": "http.exchange",
    "NotChecked": "failures",
    "Search": "search.smallest",
    "Teller": "stories.teller",
    "World": "world.world",
    "explore": "stories.telling",
    "is_same_id": "world.sameness",
    "moment": "world.moments",
    "object_or_none": "world.relations",
    "picked": "stories.telling",
    "rule": "run.binding",
    "shown": "failures",
    "story": "run.stories",
    "whole": "world.lists",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
