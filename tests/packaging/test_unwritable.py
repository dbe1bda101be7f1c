"""What a command cannot write is one line and exit code 2, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from clausecheck.run.options import OPTIONS
from click.testing import CliRunner
from environments import ROOT
from running import ended
from test_commands import COMMANDS, GROUPS, LIBRARY

READ = {
    *("spec", "--folder", "overlays", "document", "reports", "pages", "logo", "seed_file"),
    *("clausegen docs --report", "clausegen docs --labels", "clausegen suggest --target"),
    *("clausecheck sweep --target", "clausecheck sharpness --target"),
    *("clausecheck run --target", "clausecheck run --document"),
}
"""Paths that commands only read: names of parameters, or options of one command."""
DAY, ONE = "2999-01-01", "listBrands.401.unauthenticated"
WRITTEN = {
    "clausegen bundle --output": f"{LIBRARY} --output PATH",
    "clausegen docs --out": f"{LIBRARY} --out PATH",
    "clausegen stubs server --out": f"{LIBRARY} --out PATH",
    "clausegen stubs client --out": f"{LIBRARY} --out PATH",
    "clausegen suggest --out": f"{LIBRARY} --out PATH",
    "clausegen vocabulary --out": "--out PATH",
    "clausecheck accept --deviations": (
        f"Book.id.type --document {LIBRARY} --reason x --until {DAY} --deviations PATH"
    ),
    "clausecheck merge --output": "REPORT --output PATH",
    "clausecheck matrix --output": "REPORT --output PATH",
    "clausecheck sharpness --report": f"--contract giosg -k {ONE} --report PATH",
    "clausecheck run --report": f"--contract giosg -k {ONE} --report PATH",
    "clausecheck run --write-target": f"--contract giosg -k {ONE} --write-target PATH",
    "clausemock serve --target-file": f"{LIBRARY} --port 0 --target-file PATH",
    "clausemock serve --database": "--contract giosg --port 0 --database PATH",
}
"""Every option that names a file or folder to write, and a call that would write it."""
FOLDERS = {"docs", "stubs", "vocabulary", "merge", "matrix", "--report"}


def paths() -> Iterator[str]:
    """Every option of every command that takes a path, but for those that are only read."""
    for name, command in COMMANDS.items():
        for each in command.params:
            option = f"{name} {max(each.opts, key=len)}"
            is_path = isinstance(each.type, click.Path) or "FILE" in str(each.metavar)
            if is_path and not READ & {each.name, max(each.opts, key=len), option}:
                yield option
    for name, settings in OPTIONS.items():
        option = f"clausecheck run --{name}"
        if settings.get("metavar") in {"FILE", "DIR"} and option not in READ | KNOWN:
            yield option


KNOWN = {"clausecheck run --deviations"}
"""That of a run is read; `accept` writes it."""


def test_each_option_that_writes_is_tried_here() -> None:
    assert set(paths()) == WRITTEN.keys()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clauses: list[dict[str, Any]] = []
    document = {"title": "Books", "version": "1", "file": "openapi.yaml", "clauses": 0}
    run = {"started": "2027-01-01", "seconds": 1, "requests": 1, "depth": "quick", "seed": 1}
    data = {
        "schema": 1,
        "tool": {"name": "clausecheck", "version": "1"},
        "document": document,
        "target": {"base_url": "http://127.0.0.1:1", "actors": []},
        "run": run,
        "verdict": "kept",
        "passes": True,
        "headline": "x",
        "summary": {},
        "clauses": clauses,
    }
    folder = tmp_path_factory.mktemp("report")
    (folder / "contract.json").write_text(json.dumps(data))
    return folder


class Ended(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def called(command: str, arguments: str, path: str, report: Path) -> Ended:
    """In this process, but for what starts servers or pytest."""
    group, *rest = command.split()
    words = arguments.replace("REPORT", str(report)).split()
    given = [*rest, *(path if each == "PATH" else each for each in words)]
    if rest[0] not in {"run", "sharpness", "serve"}:
        done = CliRunner().invoke(GROUPS[group], given, prog_name=group)
        return Ended(done.exit_code, done.stdout, done.stderr)
    start = f"from {group}.cli import main; main(prog_name={group!r})"
    ran = ended([sys.executable, "-c", start, *given])
    return Ended(ran.returncode, ran.stdout, ran.stderr)


def is_folder(option: str) -> bool:
    return any(each in option for each in FOLDERS)


def cannot_be(option: str, place: str) -> bool:
    """A file is no place for a folder, nor a folder for a file, or for pages of somebody else's."""
    if place == "a folder":
        return not is_folder(option) or "docs" in option or "stubs" in option
    return place != "a file" or is_folder(option)


PLACES = {
    "below a file": "file/made",
    "in /proc": "/proc/made/made",
    "full": "/dev/full",
    "a file": "file",
    "a folder": "folder",
}


@pytest.mark.parametrize(
    ("place", "option"),
    [(place, option) for place in PLACES for option in WRITTEN if cannot_be(option, place)],
)
def test_what_cannot_be_written_is_one_line(
    option: str, place: str, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command, _, _ = option.rpartition(" ")
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "foreign").write_text("")
    path = PLACES[place]
    done = called(command, WRITTEN[option], path, report)
    assert done.returncode == 2, (done.stdout[-800:], done.stderr[-800:])
    for told in (done.stdout, done.stderr):
        assert "Traceback" not in told
        assert "INTERNALERROR" not in told
    lines = [each for each in done.stderr.splitlines() if path in each or "/proc/made" in each]
    assert len(lines) == 1, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        f"clausegen clauses {LIBRARY}",
        f"clausegen clauses {LIBRARY} --json",
        f"clausegen bundle {LIBRARY}",
        f"clausegen suggest {LIBRARY}",
        f"clausegen lint {LIBRARY} --json",
        f"clausegen diff {LIBRARY} {LIBRARY}",
        "clausegen vocabulary",
        "clausegen --help",
        "clausemock dialects --contract giosg",
    ],
)
def test_a_full_standard_output_is_told(command: str) -> None:
    group, *arguments = command.split()
    start = f"from {group}.cli import main; main(prog_name={group!r})"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", start, *arguments],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    why = f"{group}: standard output cannot be written: No space left on device"
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1] == why
    assert done.stderr.count(why) == 1
    assert "Traceback" not in done.stderr


def test_whoever_closes_the_pipe_hears_nothing() -> None:
    start = f"{sys.executable} -c 'from clausegen.cli import main; main()' vocabulary | head -1"
    done = ended(["bash", "-c", start], cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_every_group_is_walked() -> None:
    assert {each.split()[0] for each in COMMANDS} == GROUPS.keys()
