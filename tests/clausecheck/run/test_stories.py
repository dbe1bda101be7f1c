"""How long stories go on: a count says it. A clock only ends what is hopeless, and that is told."""

from __future__ import annotations

import itertools
from collections.abc import Container
from types import SimpleNamespace
from typing import Any

import pytest
from clausecheck.run import stories
from clausecheck.run.books import Tally
from clausecheck.search import smallest
from clausecheck.search.smallest import Search
from clausecheck.world.contract import Settings


def told(monkeypatch: pytest.MonkeyPatch, seconds: float) -> tuple[int, list[str]]:
    """(stories, items that were cut short) on a target that takes `seconds` for each story."""
    count = 0
    clock = itertools.count(step=int(seconds))
    slow = SimpleNamespace(monotonic=lambda: next(clock))
    monkeypatch.setattr(stories, "time", slow)
    monkeypatch.setattr(smallest, "time", slow)
    tally = Tally()
    run = SimpleNamespace(books=SimpleNamespace(tally=tally))
    monkeypatch.setattr(stories, "run_of", lambda _: run)

    def tell(_: Any, search: Search, __: Container[str]) -> None:
        from hypothesis import given
        from hypothesis import strategies as st

        def story(_: int) -> None:
            nonlocal count
            with search.attempt():
                count += 1

        search.run(search.settings(given(st.integers())(story)))

    world = SimpleNamespace(settings=Settings(depth="quick"))
    request = SimpleNamespace(config=None, node=SimpleNamespace(name="test_shelves[0]"))
    stories.story(tell)(0, world, request)
    return count, tally.shortened


@pytest.mark.parametrize("seconds", [0, 60])
def test_a_slow_target_gets_as_many_stories(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    assert told(monkeypatch, seconds) == (stories.EFFORT["quick"][0], [])


def test_a_hopeless_target_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    count, shortened = told(monkeypatch, stories.HOPELESS)
    assert count < stories.EFFORT["quick"][0]
    assert shortened == ["test_shelves[0]"]
