"""Runs items that search against the mock with faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutants.serve import served
from running import Done, run_suite


@pytest.fixture
def suite(tmp_path: Path) -> Callable[..., Done]:
    """Runs some modules on a mock with faults."""

    def run(*modules: str, faults: str = "", depth: str = "quick") -> Done:
        with served(faults, tmp_path) as target:
            assert target is not None
            asked = ("--contract-target", str(target), "--contract-depth", depth)
            return run_suite(tmp_path, *asked, modules=modules)

    return run
