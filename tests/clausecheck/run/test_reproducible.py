"""A run can be repeated from its seed, and verdicts do not depend on how many processes work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from live_mock import LiveMock
from recording_proxy import RecordingProxy
from running import Done, run_suite

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


def run(mock: LiveMock, *arguments: str) -> Done:
    given = ("--contract-target", str(mock.target_file), "--contract-depth", "quick")
    done = run_suite(mock.target_file.parent, *given, *arguments, modules=("",), seed=None)
    assert "Traceback" not in done.out, done.out
    return done


def verdicts(done: Done) -> dict[str, str]:
    return {name: each["verdict"] for name, each in done.clauses.items()}


def requests_of(mock: LiveMock, seed: int | None) -> tuple[int, list[tuple[str, bytes, bytes]]]:
    """(seed of the report, requests without what differs in each run)."""
    proxy = RecordingProxy(mock.url)
    seeded = () if seed is None else ("--contract-seed", str(seed))
    ran = run(mock, "--base-url", proxy.url, *PART, *seeded)
    proxy.close()
    assert ran.code == 0
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


@pytest.mark.full
def test_same_verdicts_in_parallel(fresh: Callable[..., LiveMock]) -> None:
    alone, together = run(fresh()), run(fresh(), "-n", "2")
    assert (alone.code, together.code) == (0, 0)
    assert verdicts(alone) == verdicts(together)
    assert together.report["run"]["requests"] > 1000


@pytest.mark.parametrize(
    "part",
    [("-k", "ordering or uniqueness or deletion"), pytest.param((), marks=pytest.mark.full)],
    ids=["part", "whole"],
)
def test_same_verdicts_of_a_faulty_server(
    fresh: Callable[..., LiveMock], part: tuple[str, ...]
) -> None:
    faults = ("--without", "ordering", "--without", "uniqueness", "--without", "deletion")
    alone, together = run(fresh(*faults), *part), run(fresh(*faults), *part, "-n", "2")
    assert (alone.code, together.code) == (1, 1)
    assert verdicts(alone) == verdicts(together)
    assert alone.report["verdict"] == together.report["verdict"] == "broken"
