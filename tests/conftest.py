"""Makes this folder's modules importable for all tests, and leaves out the long ones unless asked.

A test that is marked `full` goes over everything where a quick one beside it goes over a part.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from clausecheck.failures import NotChecked

# Of the runs that tests start: what pytest-randomly shuffles is a matter of the tests about it.
os.environ.setdefault("PYTEST_ADDOPTS", "-p no:randomly")
# Tables that hypothesis makes in seconds, for all processes that tests start in other folders.
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(Path(__file__).parents[1] / "build" / "hypothesis")
)
# Journals of runs that tests kill are nobody's to sweep.
os.environ.setdefault("XDG_STATE_HOME", str(Path(__file__).parents[1] / "build" / "state"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the tests marked full as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--full"):
        return
    left_out = [each for each in items if each.get_closest_marker("full")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [each for each in items if not each.get_closest_marker("full")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """A check that could not be made skips its item in a run; a test of ours it would hide."""
    try:
        return (yield)
    except NotChecked as told:
        raise AssertionError(f"not checked: {told.reason}") from told
