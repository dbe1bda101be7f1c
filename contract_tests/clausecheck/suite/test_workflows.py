"""Rooms, tags, links, settings and brands in any order of calls, compared with a model.

These are explorations, not clauses: each difference is booked on the clause that it breaks, with
the shortest sequence of calls that shows it. The search then goes on without that clause.
"""

from __future__ import annotations

import time

import pytest

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.run.findings import book
from clausecheck.run.hooks import run_of
from clausecheck.search.oracle.machine import explore
from clausecheck.search.oracle.rooms import FORBIDDEN
from clausecheck.search.oracle.story import Story
from clausecheck.search.smallest import Search
from clausecheck.world.world import World

EFFORT = {"quick": (8, 15, 10.0), "standard": (25, 25, 30.0), "deep": (500, 40, 600.0)}
"""(stories, actions of a story, seconds) of one item.

The clock is for slow targets only: what it ends is repeated from a seed as far as both runs come.
"""


@pytest.mark.parametrize("part", [0, 1])
def test_workflow(part: int, contract_world: World, request: pytest.FixtureRequest) -> None:
    world = contract_world
    if not world.contract.is_default:
        raise NotChecked("the model is about the rooms and brands of our document")
    stories, actions, seconds = EFFORT[world.settings.depth]
    strangers = tuple(each for each in FORBIDDEN if each in world.target.actors)
    ends = time.monotonic() + seconds
    found: dict[str, ContractFailure] = {}
    while True:
        seed, left = world.settings.seed + part, ends - time.monotonic()
        search = Search(stories, seed, seconds=left, steps=actions, shrinks=False)
        try:
            explore(search, lambda: Story(world, found), strangers)
        except ContractFailure as failure:
            found[failure.broken.clause] = failure
        else:
            break
    if search.ran_out:
        run_of(request.config).tally.shortened.append(request.node.name)
    for each in list(found.values())[1:]:
        book(request, each)
    for first in found.values():
        raise first
