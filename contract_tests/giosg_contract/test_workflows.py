"""What rooms and brands are to each other, in any order of calls, compared with a model."""

from __future__ import annotations

from collections.abc import Container

from clausecheck import Search, World, explore, story

from giosg_contract.oracle.machine import actions
from giosg_contract.oracle.story import Story


@story
def test_workflow(world: World, search: Search, known: Container[str]) -> None:
    """Each difference comes with the shortest sequence of calls that shows it."""
    explore(search, lambda: Story(world, known), actions())
