"""A run that ends before its time, at a service that others use: no harm, and nothing is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from household import Household, document, household
from running import command, ended, run_suite

MODULES = ("test_clauses", "test_responses")
ACTORS = [
    f"{option}={value}"
    for option, value in (("actors.olivia.token", "olivia"), ("actors.rick.token", "rick"))
]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document()))
    return path


def arguments(file: Path, url: str) -> list[str]:
    told = [part for each in ACTORS for part in ("--contract-target-set", each)]
    told += ["--contract-depth", "quick", "--base-url", url]
    return ["--contract-document", str(file), *told]


def test_a_whole_run_leaves_what_others_have(tmp_path: Path, file: Path) -> None:
    with household() as (service, url):
        done = run_suite(tmp_path, *arguments(file, url), modules=MODULES)
        assert service.harm == [], done.shown
        assert service.left.keys() <= {"audits"}, done.shown
    told = [line for line in done.shown.splitlines() if line.startswith("left behind")]
    assert len(told) == 1, done.shown
    assert "postAudits made what nothing is known to remove" in told[0]
    assert {f"{verb}PetsId.responses" for verb in ("delete", "patch")} <= done.ids("kept")
    assert not list((tmp_path / "state").rglob("*.jsonl"))


@pytest.mark.parametrize(
    ("how", "writes"),
    [("SIGKILL", 120), ("SIGKILL", 0), ("SIGINT", 0), ("SIGTERM", 0)],
)
def test_a_run_that_is_ended(tmp_path: Path, file: Path, how: str, writes: int) -> None:
    """After so many writes; with none, while the server has done something and not said so."""
    with household() as (service, url):
        out = _ended(tmp_path, file, url, service, how, writes)
        assert "Traceback" not in out
        assert service.harm == []
        told = sweep(file, url)
        assert service.harm == []
        assert service.left.keys() <= {"audits", "visits"}, told
        for kind, keys in service.left.items():
            assert all(f"/{kind}  {key}\n" in told for key in keys), told
        if how != "SIGKILL":
            assert "visits" not in service.left
            assert told == "nothing to remove\n"
        elif not writes:
            assert "postVisits was sent and had no answer" in told


def test_whoever_does_not_wait_for_the_clean_up_is_told_what_is_left(
    tmp_path: Path, file: Path
) -> None:
    """The second Ctrl-C comes while deletions are on their way."""
    with household() as (service, url):
        started = command(*arguments(file, url), modules=MODULES)
        with subprocess.Popen(started, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as run:
            _wait(run, lambda: service.writes > 40)
            service.lateness = 1.0  # seconds that each deletion takes from now on
            run.send_signal(signal.SIGINT)
            _wait(run, service.removing.is_set)
            run.send_signal(signal.SIGINT)
            out, _ = run.communicate(timeout=120)
        assert "there was no time for" in out
        assert service.left
        service.lateness = 0
        sweep(file, url)
        assert service.harm == []
        assert service.left.keys() <= {"audits"}


def _wait(run: subprocess.Popen[str], until: Callable[[], bool]) -> None:
    while not until():
        assert run.poll() is None
        time.sleep(0.005)


def _ended(folder: Path, file: Path, url: str, service: Household, how: str, writes: int) -> str:
    started = command(*arguments(file, url), modules=MODULES)
    with subprocess.Popen(started, stdout=subprocess.PIPE, text=True, cwd=folder) as run:
        _wait(run, service.late.is_set if not writes else lambda: service.writes >= writes)
        run.send_signal(getattr(signal, how))
        return run.communicate(timeout=120)[0]


def sweep(file: Path, url: str) -> str:
    swept = [sys.executable, "-c", "from clausecheck.cli import main; main()", "sweep"]
    told = [part for each in ACTORS for part in ("--target-set", each)]
    done = ended([*swept, "--contract-document", str(file), "--base-url", url, *told])
    assert not done.stderr
    return done.stdout
