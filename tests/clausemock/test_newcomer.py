"""The first five minutes with documents of others: lines of curl that anybody could type."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from corpus import needed
from running import ended

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "newcomer.py"


@needed
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is missing")
def test_every_line_works() -> None:
    done = ended([sys.executable, SCRIPT, "clausemock"])
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("clausemock ") == 4
