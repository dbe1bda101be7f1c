"""Stories of a guest: calls in any order, compared with a model of the API.

    @story
    def test_workflow(world, search, known): ...

A story is an exploration and no clause: each difference is booked on the clause that it breaks,
and the search goes on without that clause.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container

import pytest

from clausecheck.failures import ContractFailure
from clausecheck.run.findings import book
from clausecheck.run.hooks import run_of
from clausecheck.search.smallest import Search
from clausecheck.world.world import World

Tell = Callable[[World, Search, Container[str]], None]
"""Tells stories until the search ends. Raises ContractFailure for the first clause that breaks and
is not among those known to be broken."""

EFFORT = {"quick": (8, 15), "standard": (25, 25), "deep": (500, 40)}
"""(stories, actions of a story) of one item: a slow target gets the verdict of a fast one."""
RETOLD = 1000  # actions with which a story is made shorter
HOPELESS = 3600.0  # seconds after which nobody waits any longer; the run tells of it


def story(tell: Tell) -> Callable[..., None]:
    """The function becomes two pytest items, each a search of its own."""

    @pytest.mark.parametrize("part", [0, 1])
    def test(part: int, contract_world: World, request: pytest.FixtureRequest) -> None:
        world = contract_world
        stories, actions = EFFORT[world.settings.depth]
        ends = time.monotonic() + HOPELESS
        found: dict[str, ContractFailure] = {}
        while True:
            seed, left = world.settings.seed + part, ends - time.monotonic()
            search = Search(stories, seed, seconds=left, steps=actions, shrinks=False, most=RETOLD)
            try:
                tell(world, search, found)
            except ContractFailure as failure:
                found[failure.broken.clause] = failure
            else:
                break
        if search.ran_out:
            run_of(request.config).books.tally.shortened.append(request.node.name)
        for each in list(found.values())[1:]:
            book(request, each)
        for first in found.values():
            raise first

    test.__name__, test.__doc__, test.__module__ = tell.__name__, tell.__doc__, tell.__module__
    return test
