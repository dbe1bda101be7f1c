"""The documents of others in the folder that CLAUSEKIT_CORPUS names; the largest for --full."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(os.environ.get("CLAUSEKIT_CORPUS") or "/nowhere")
LARGE = 1_000_000
"""Bytes of the five documents that take as long as the thirty others."""

needed = pytest.mark.skipif(
    not os.environ.get("CLAUSEKIT_CORPUS"), reason="CLAUSEKIT_CORPUS names no folder of documents"
)


def is_large(path: Path) -> bool:
    return path.exists() and path.stat().st_size > LARGE


def each(paths: Iterable[Path]) -> list[Any]:
    """Parameters of tests."""
    return [
        pytest.param(path, id=path.name, marks=pytest.mark.full if is_large(path) else ())
        for path in paths
    ]
