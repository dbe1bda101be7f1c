"""Things are made, changed, listed and deleted in any order; the words say what comes of it."""

from __future__ import annotations

from collections.abc import Container

from clausecheck.run.stories import story
from clausecheck.search.smallest import Search
from clausecheck.stories.general import tell
from clausecheck.world.world import World


@story
def test_story(world: World, search: Search, known: Container[str]) -> None:
    """Each difference comes with the shortest sequence of calls that shows it."""
    tell(world, search, known)
