"""A run can be repeated from its seed, and verdicts do not depend on how many processes work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import clausecheck
import pytest
from live_mock import LiveMock
from recording_proxy import RecordingProxy

SUITE = Path(clausecheck.__file__).parent / "suite"
CHANGING = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|clausecheck[-_][0-9a-f]{6}|cursor=[^&]+"
)
"""Ids and cursors that the server gives, and the mark of the run."""

PART = ("-k", "responses and Brand or stored or test_workflow")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[..., LiveMock]]:
    made: list[LiveMock] = []

    def started(*options: str) -> LiveMock:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(LiveMock(folder))
        made[-1].start(*options)
        return made[-1]

    yield started
    for each in made:
        each.stop()


class Ran(NamedTuple):
    exit_code: int
    report: dict[str, Any]

    @property
    def verdicts(self) -> dict[str, str]:
        return {each["id"]: each["verdict"] for each in self.report["clauses"]}


def run(mock: LiveMock, *arguments: str) -> Ran:
    command = [sys.executable, "-m", "pytest", str(SUITE), "-q", "-p", "no:cacheprovider"]
    command += ["--contract", "giosg"]
    command += ["--contract-target", str(mock.target_file), "--contract-depth", "quick"]
    folder = mock.target_file.parent
    done = subprocess.run(
        [*command, "--contract-report", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stdout, done.stdout
    return Ran(done.returncode, json.loads((folder / "contract.json").read_bytes()))


def requests_of(mock: LiveMock, seed: int | None) -> tuple[int, list[tuple[str, bytes, bytes]]]:
    """(seed of the report, requests without what differs in each run)."""
    proxy = RecordingProxy(mock.url)
    seeded = () if seed is None else ("--contract-seed", str(seed))
    ran = run(mock, "--base-url", proxy.url, *PART, *seeded)
    proxy.close()
    assert ran.exit_code == 0
    assert ran.report["run"]["shortened"] == []
    told = [
        (method, CHANGING.sub(b"*", path.encode()), CHANGING.sub(b"*", body))
        for method, path, body in proxy.requests
    ]
    return ran.report["run"]["seed"], told


def test_same_seed_same_requests(fresh: Callable[..., LiveMock]) -> None:
    seed, first = requests_of(fresh(), None)
    again, second = requests_of(fresh(), seed)
    _, other = requests_of(fresh(), seed + 1)
    assert again == seed
    assert len(first) > 200
    assert first == second
    assert first != other


def test_same_verdicts_in_parallel(fresh: Callable[..., LiveMock]) -> None:
    alone, together = run(fresh()), run(fresh(), "-n", "2")
    assert (alone.exit_code, together.exit_code) == (0, 0)
    assert alone.verdicts == together.verdicts
    assert together.report["run"]["requests"] > 1000


def test_same_verdicts_of_a_faulty_server(fresh: Callable[..., LiveMock]) -> None:
    faults = ("--without", "ordering", "--without", "uniqueness", "--without", "deletion")
    alone, together = run(fresh(*faults)), run(fresh(*faults), "-n", "2")
    assert (alone.exit_code, together.exit_code) == (1, 1)
    assert alone.verdicts == together.verdicts
    assert alone.report["verdict"] == together.report["verdict"] == "broken"
