"""Nothing that was there before a run is changed, whatever the service is like."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from foreign import document, foreign
from recording_proxy import RecordingProxy
from running import Done, command, ended, run_suite

MODULES = ("test_clauses", "test_responses")
SOMEBODY = ("--contract-target-set", "actors.admin.token=somebody", "--contract-depth", "quick")
UNSURE = "had no answer before the run was killed"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a run notes what it has made."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document()))
    return path


def arguments(file: Path, url: str, *more: str) -> tuple[str, ...]:
    return ("--contract-document", str(file), "--base-url", url, *SOMEBODY, *more)


def test_a_whole_run_harms_nothing_and_leaves_nothing(tmp_path: Path, file: Path) -> None:
    with foreign() as (service, url):
        proxy = RecordingProxy(url)
        done = run_suite(tmp_path, *arguments(file, proxy.url), modules=MODULES)
        proxy.close()
        sent = [(method, urlsplit(path).path) for method, path, _ in proxy.requests]
        writes = [each for each in sent if each[0] not in {"GET", "HEAD", "OPTIONS"}]
        assert [each for each in writes if not service.may(*each)] == []
        assert len(writes) == service.writes
        assert service.harm == []
        assert service.left == {}
        assert not list((tmp_path / "state").rglob("*.jsonl"))
        assert service.writes > 100, done.out
    assert not done.ids("broken"), done.shown
    _is_useful(done)


def _is_useful(done: Done) -> None:
    """What the run made can be changed: safety is no excuse for leaving everything alone."""
    kept = done.ids("kept")
    for kind in ("Cats", "Dogs", "Notes"):
        item = f"{kind}Id"
        assert {f"delete{item}.responses", f"put{item}.responses"} <= kept, done.shown
    assert {"deleteTenantsTenant.responses", "putTenantsTenant.responses"} <= kept, done.shown
    actions = {each for each in done.ids("not checked") if "action" in done.clauses[each]["reason"]}
    names = ("postShutdown", "postReset", "postCatsDelete", "getLogout", "getSession")
    assert {f"{each}.responses" for each in names} <= actions


def test_the_service_knows_harm_when_it_is_done() -> None:
    """Whoever deletes somebody's dog takes its toys away; the proof above would tell."""
    with foreign() as (service, url):
        assert httpx2.delete(f"{url}/dogs/2").status_code == 204
        assert httpx2.post(f"{url}/shutdown").status_code == 200
        assert service.harm == ["dogs 2", "toys 2", "POST /shutdown"]
        wrong = [("DELETE", "/dogs/2"), ("POST", "/dogs/2/toys"), ("DELETE", "/dogs/all")]
        wrong += [("POST", "/reset"), ("PATCH", "/settings"), ("POST", "/settings")]
        assert [each for each in wrong if service.may(*each)] == []
        assert service.may("POST", "/dogs")
        assert service.may("DELETE", "/dogs/6")


def test_a_killed_run_harms_nothing(tmp_path: Path, file: Path) -> None:
    with foreign() as (service, url):
        started = command(*arguments(file, url), modules=MODULES)
        with subprocess.Popen(started, stdout=subprocess.DEVNULL, cwd=tmp_path) as running:
            while service.writes < 60:
                assert running.poll() is None
                time.sleep(0.01)
            running.kill()
        assert service.harm == []
        assert service.left
        for _ in range(2):  # the second time there is nothing to remove
            swept = sweep(file, url)
        assert service.harm == []
        assert service.left == {}
        assert "nothing to remove" in swept or UNSURE in swept


def sweep(file: Path, url: str) -> str:
    """By names, and by what the run has noted of things without one."""
    swept = [sys.executable, "-c", "from clausecheck.cli import main; main()", "sweep"]
    swept += ["--contract-document", str(file), "--base-url", url]
    told = ended([*swept, "--target-set", "actors.admin.token=somebody"])
    # A request was under way when the run was killed, and nothing tells what came of it.
    assert told.returncode == (1 if UNSURE in told.stdout else 0), told.stdout + told.stderr
    return told.stdout
