"""`clausegen docs --watch`: an open page reloads, and nothing of that is in the written pages."""

from __future__ import annotations

import html
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from clausegen.commands import docs
from click.testing import CliRunner

SHAPES = Path(__file__).parent / "shapes.yaml"
MARK = "__reload"
MAIN = "from clausegen.cli import main; main()"


class Watching:
    """A run of its own process: Ctrl-C is the way it ends."""

    def __init__(self, folder: Path) -> None:
        self.spec = folder / "shapes.yaml"
        self.spec.write_bytes(SHAPES.read_bytes())
        self.out = folder / "site"
        command = [sys.executable, "-c", MAIN, "docs", str(self.spec)]
        self.process = subprocess.Popen(
            [*command, "--out", str(self.out), "--watch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self.address = self.line("reloads at each change").split()[0]
        self.line("on 11 pages")

    def line(self, wanted: str) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            if wanted in line:
                return line
        raise AssertionError(f"ended without saying {wanted!r}")

    def change(self, old: str, new: str) -> None:
        draft = self.spec.with_suffix(".draft")  # replaced in one go, as editors do
        draft.write_text(self.spec.read_text().replace(old, new))
        draft.replace(self.spec)

    def page(self) -> str:
        return httpx.get(self.address).raise_for_status().text

    def listened(self) -> str:
        """The build that the page tells its script, to ask for a later one."""
        found = re.search(r'<script src="/__reload\.js\?(\d+)" defer>', self.page())
        assert found
        return found[1]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    run = Watching(tmp_path)
    yield run
    run.process.kill()
    run.process.communicate()


def test_a_change_reloads_the_open_page(watching: Watching) -> None:
    seen = watching.listened()
    events = f"{watching.address}__reload?{seen}"
    with httpx.stream("GET", events, timeout=20) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        watching.change("Odd shapes", "Even shapes")
        told = next(line for line in answer.iter_lines() if line.startswith("data: "))
    assert told != f"data: {seen}"
    assert told == f"data: {watching.listened()}"
    assert "Even shapes" in watching.page()


def test_a_change_before_the_page_listened_is_not_missed(watching: Watching) -> None:
    seen = watching.listened()
    watching.change("Odd shapes", "Even shapes")
    watching.line("on 11 pages")
    assert httpx.get(f"{watching.address}__reload?{seen}", timeout=5).text.startswith("data: ")


def test_the_script_may_run_and_listen(watching: Watching) -> None:
    script = httpx.get(f"{watching.address}__reload.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "EventSource" in script.text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', watching.page())
    assert policy
    rules = [each.split() for each in html.unescape(policy[1]).split(";")]
    assert ["script-src", "'self'"] in rules
    assert any(each[:2] == ["connect-src", "'self'"] for each in rules)


def test_the_written_pages_know_nothing_of_it(watching: Watching) -> None:
    assert MARK in watching.page()
    written = [each for each in watching.out.rglob("*") if each.is_file()]
    assert not [each for each in written if MARK.encode() in each.read_bytes()]
    checked = CliRunner().invoke(
        docs.command, [str(watching.spec), "--out", str(watching.out), "--check"]
    )
    assert checked.exit_code == 0


def test_a_broken_document_keeps_the_last_pages(watching: Watching) -> None:
    seen = watching.listened()
    watching.change("openapi: 3.1.0", "openapi: [")
    watching.line("Error: the document cannot be used.")
    assert str(watching.spec) in watching.line("shapes.yaml")
    assert "Odd shapes" in watching.page()
    assert watching.listened() == seen
    watching.change("openapi: [", "openapi: 3.1.0")
    watching.line("on 11 pages")
    assert watching.listened() != seen


def test_ctrl_c_ends_quietly(watching: Watching) -> None:
    with httpx.stream("GET", f"{watching.address}__reload?{watching.listened()}"):
        watching.process.send_signal(signal.SIGINT)
        rest, _ = watching.process.communicate(timeout=10)
    assert (watching.process.returncode, rest) == (0, "")


def test_a_taken_port_is_one_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        arguments = [str(SHAPES), "--out", str(tmp_path / "site"), "--watch"]
        port = taken.getsockname()[1]
        result = CliRunner().invoke(docs.command, [*arguments, "--port", str(port)])
    assert result.exit_code == 2
    assert result.output == f"Error: port {port} cannot be used: Address already in use.\n"


def test_a_folder_of_others_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("not a site")
    result = CliRunner().invoke(docs.command, [str(SHAPES), "--out", str(tmp_path), "--watch"])
    assert result.exit_code == 2
    assert "holds files that clausegen did not write" in result.output
