"""Runs items that search against the mock with faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from mutants.serve import served
from running import Done, run_suite

Run = Callable[..., Done]


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Run]:
    """Runs some modules on a mock with faults."""
    with ExitStack() as stack:

        def run(*modules: str, faults: str = "", depth: str = "quick") -> Done:
            target = stack.enter_context(served(faults, tmp_path))
            assert target is not None
            asked = ("--contract-target", str(target), "--contract-depth", depth)
            return run_suite(tmp_path, *asked, modules=modules)

        yield run
