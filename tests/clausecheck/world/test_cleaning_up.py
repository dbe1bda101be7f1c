"""Whatever happens to a run, nothing of it stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
from running import command, mock, run_suite


def left_behind(target: Path) -> list[str]:
    """Names of live rooms and brands that a run made."""
    read = tomllib.loads(target.read_text())
    admin = read["actors"]["admin"]
    headers = {"Authorization": f"Token {admin['token']}"}
    names = []
    for collection in ("rooms?is_deleted=false", "brands"):
        link = f"{read['base_url']}/api/v5/orgs/{admin['organization_id']}/{collection}"
        while link:
            page = httpx.get(link, headers=headers).json()
            names += [each["name"] for each in page["results"]]
            link = page["next"]
    return [each for each in names if each.startswith("clausecheck-")]


def test_after_a_run_with_failures(tmp_path: Path) -> None:
    with mock("--without", "uniqueness") as target:
        done = run_suite(tmp_path, "--contract-target", str(target), modules=("test_clauses",))
        assert done.code == 1
        assert left_behind(target) == []


def test_after_ctrl_c(tmp_path: Path) -> None:
    with mock() as target:
        running = subprocess.Popen(
            command("--contract-target", str(target), modules=("test_clauses",)),
            stdout=subprocess.PIPE,
            cwd=tmp_path,
        )
        assert running.stdout is not None
        while running.stdout.read(1) != b".":
            assert running.poll() is None
        while not left_behind(target):
            assert running.poll() is None
        os.kill(running.pid, signal.SIGINT)
        out, _ = running.communicate(timeout=180)
        assert b"Traceback" not in out
        assert left_behind(target) == []


def test_sweep_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    with mock() as target:
        running = subprocess.Popen(
            command("--contract-target", str(target), modules=("test_clauses",)),
            stdout=subprocess.DEVNULL,
            cwd=tmp_path,
        )
        while not left_behind(target):
            assert running.poll() is None
        running.kill()
        running.wait()
        names = left_behind(target)
        sweep = [sys.executable, "-c", "from clausecheck.cli import main; main()", "sweep"]
        sweep += ["--contract", "giosg", "--target", str(target)]
        only_listed = subprocess.run(
            [*sweep, "--dry-run", "--json"], capture_output=True, text=True, check=True
        ).stdout
        listed = json.loads(only_listed)
        assert {each["removed"] for each in listed} == {False}
        assert all(any(name in each["name"] for each in listed) for name in names)
        assert left_behind(target) == names
        subprocess.run(sweep, check=True, capture_output=True)
        assert left_behind(target) == []


def test_sweep_says_nothing_of_parts_of_what_is_deleted() -> None:
    """A list still shows a tag whose room is deleted; nothing removes it, and nothing has to."""
    with mock() as target:
        read = tomllib.loads(target.read_text())
        admin = read["actors"]["admin"]
        rooms = f"{read['base_url']}/api/v5/orgs/{admin['organization_id']}/rooms"
        headers = {"Authorization": f"Token {admin['token']}"}
        name = {"name": "clausecheck-0123ab-1"}
        room = f"{rooms}/{httpx.post(rooms, json=name, headers=headers).json()['id']}"
        assert httpx.post(f"{room}/allowed_tags", json=name, headers=headers).is_success
        assert httpx.delete(room, headers=headers).is_success
        sweep = [sys.executable, "-c", "from clausecheck.cli import main; main()", "sweep"]
        told = subprocess.run(
            [*sweep, "--contract", "giosg", "--target", str(target)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout == "nothing to remove\n"
