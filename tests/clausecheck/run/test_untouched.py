"""A run leaves what it did not create as it was, however it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_mock import LiveMock, Rows, differences
from running import command, ended

CLAUSECHECK = str(Path(sys.executable).with_name("clausecheck"))


@pytest.fixture
def mock(tmp_path: Path) -> Iterator[LiveMock]:
    found = LiveMock(tmp_path)
    yield found
    found.stop()


@pytest.fixture
def before(mock: LiveMock) -> Rows:
    """The data before the run; the mock is running again."""
    mock.start()
    mock.populate()
    mock.stop()
    rows = mock.rows()
    mock.start()
    return rows


def suite(mock: LiveMock, *arguments: str) -> subprocess.Popen[str]:
    target = ("--contract-target", str(mock.target_file), "--contract-depth", "quick")
    asked = command(*target, *arguments, modules=("",))
    return subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def half_way(process: subprocess.Popen[str], mock: LiveMock, *, rooms: int = 15) -> None:
    """Until the run has created some rooms."""
    until = time.monotonic() + 60
    while len(mock.rooms("clausecheck-")) < rooms:
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.1)


def sweep(mock: LiveMock, *arguments: str) -> str:
    asked = [CLAUSECHECK, "sweep", "--target", str(mock.target_file), "--base-url", mock.url]
    done = ended([*asked, *arguments])
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def changes(mock: LiveMock, before: Rows) -> list[str]:
    mock.stop()
    return differences(before, mock.rows(), mock.target)


def test_a_whole_run(mock: LiveMock, before: Rows) -> None:
    process = suite(mock)
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output
    assert "left behind" not in output
    assert changes(mock, before) == []


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop(mock: LiveMock, before: Rows, tmp_path: Path, asked: signal.Signals) -> None:
    """Ctrl-C, or a CI system that cancels a job: the run removes what it created, and says so."""
    process = suite(mock, "--contract-report", str(tmp_path / "report"))
    half_way(process, mock)
    process.send_signal(asked)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 2, output
    assert "Traceback" not in output
    assert "interrupted" in output.lower()
    report = json.loads((tmp_path / "report" / "contract.json").read_text())
    assert report["verdict"] != "kept", "most clauses were not reached"
    assert changes(mock, before) == []


def test_killed_and_swept(mock: LiveMock, before: Rows) -> None:
    process = suite(mock)
    half_way(process, mock)
    process.kill()
    process.communicate()
    left = mock.rooms("clausecheck-")
    assert len(left) > 1

    told = sweep(mock, "--dry-run")
    assert mock.rooms("clausecheck-") == left
    for each in left:
        mentioned = each["id"] in told
        assert mentioned is (each["name"] != "clausecheck-notes"), "only what a run created"

    sweep(mock)
    assert {each["name"] for each in mock.rooms("clausecheck-")} == {"clausecheck-notes"}
    assert "nothing" in sweep(mock)
    assert changes(mock, before) == []
