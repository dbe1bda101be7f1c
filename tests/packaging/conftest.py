"""The wheel and its environments, made once a process."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from environments import Environment, build_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def environment(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Environment]:
    """The environment of an extra, by its name; "" is a plain install."""

    @cache
    def made(extra: str) -> Environment:
        newest = bool(os.environ.get("CLAUSEKIT_NEWEST"))
        return Environment(tmp_path_factory.mktemp(extra or "core"), wheel, extra, newest=newest)

    return made
