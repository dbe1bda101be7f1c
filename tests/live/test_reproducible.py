"""A run can be repeated from its seed, and verdicts do not depend on how many processes work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live_mock import LiveMock
from recording_proxy import RecordingProxy

SUITE = Path(__file__).parents[2] / "contract_tests"
CHANGING = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|clausecheck-[0-9a-f]{6}"
)
"""Ids that the server gives, and the mark of the run."""


@pytest.fixture
def mock(tmp_path: Path) -> Iterator[LiveMock]:
    found = LiveMock(tmp_path)
    found.start()
    yield found
    found.stop()


def run(mock: LiveMock, folder: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    command = [sys.executable, "-m", "pytest", str(SUITE), "-q", "-p", "no:cacheprovider"]
    command += ["--target", str(mock.target_file), "--depth", "quick"]
    done = subprocess.run(
        [*command, "--contract-report", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    report = json.loads((folder / "contract.json").read_bytes())
    return done.returncode, report, done.stdout


def verdicts(report: dict[str, Any]) -> dict[str, str]:
    return {each["id"]: each["verdict"] for each in report["clauses"]}
