"""The stories of any document, made of its collections and words."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from hypothesis import strategies as st

from clausecheck.search.smallest import Search
from clausecheck.stories import acts, listing, looks, others
from clausecheck.stories.cast import casts
from clausecheck.stories.promises import Promises
from clausecheck.stories.story import Story
from clausecheck.stories.telling import WHICH, Action, explore
from clausecheck.world.world import World

MOST = 5  # things of one kind that live at once in a story
ORACLE = {
    "stored",
    "deletion",
    "pagination",
    "filter",
    "ordering",
    "stamp",
    "visible_to",
    "uniqueness",
    "causes",
}
"""Words of which at least one has to be said: else nobody knows what must come of a story."""
OFTEN = 3  # times as likely as anything else, so that there is something to delete and to list
ONE = {"which": WHICH}
TWO = {"which": WHICH, "other": WHICH}
BY = {**TWO, "who": WHICH}
PICKS = st.lists(st.integers(0, 63), max_size=3)


def actions(world: World, promises: Promises) -> list[Action]:
    """What may happen; nothing where nothing can be made and removed."""
    known = casts(world)
    told = {each.word for each in promises.clauses}
    if not known or not world.target.writable or told.isdisjoint(ORACLE):
        return []
    which = st.integers(0, len(known) - 1)
    begin = {"which": which, "casts": st.just(known)}
    create = Action(happens=acts.create, drawn={**BY, "picks": PICKS}, when=_may_grow)
    change = Action(happens=acts.change, drawn={**BY, "picks": PICKS}, when=_lives)
    return [
        Action(happens=acts.begin, drawn=begin, begins=True),
        *[create, change] * OFTEN,
        Action(happens=acts.delete, drawn={"which": WHICH, "who": WHICH}, when=_lives),
        Action(happens=acts.again, drawn=TWO, when=_has_deleted),
        *_if(world.target.actors, Action(happens=others.meddle, drawn=TWO, when=_lives)),
        *_if("uniqueness" in told, Action(happens=others.claim, drawn=TWO, when=_has_two)),
        *_if("visible_to" in told, _look(others.peep, TWO, when=_lives)),
        _look(looks.read, ONE),
        *[_look(listing.look, TWO)] * OFTEN,
    ]


def _look(
    happens: Callable[..., None],
    drawn: Mapping[str, Any],
    when: Callable[[Story], bool] | None = None,
) -> Action:
    return Action(happens=happens, drawn=drawn, when=when or _knows, looks=True)


def _if(is_told: object, action: Action) -> list[Action]:
    return [action] if is_told else []


def tell(world: World, search: Search, known: Container[str]) -> None:
    """Raises ContractFailure for the first clause that breaks and is not among the known ones."""
    promises = Promises(world.contract.clauses)
    happening = actions(world, promises)
    careless: set[str] = set()
    if happening:
        explore(search, lambda: Story(world, promises, known, careless), happening)


def _may_grow(story: Story) -> bool:
    return len(story.model.living(*story.cast)) < MOST


def _has_two(story: Story) -> bool:
    return len(story.model.living(*story.cast)) > 1


def _has_deleted(story: Story) -> bool:
    return bool(story.model.deleted(*story.cast))


def _lives(story: Story) -> bool:
    return bool(story.model.living(*story.cast))


def _knows(story: Story) -> bool:
    return bool(story.model.records)
