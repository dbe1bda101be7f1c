"""What every command owes: an example in its help, and JSON for machines where it answers."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from clausecheck.cli import main as clausecheck
from clausegen.cli import main as clausegen
from clausemock.cli import main as clausemock
from click.testing import CliRunner
from environments import ROOT
from running import ended

GROUPS = {"clausegen": clausegen, "clausecheck": clausecheck, "clausemock": clausemock}
WRITE_FILES = {
    *("clausegen bundle", "clausegen docs", "clausegen init", "clausegen stubs client"),
    *("clausegen stubs server", "clausemock serve"),
}
"""Their files are the answer."""
PASSED_ON = {"clausecheck run"}
"""Their options are another program's; test_advice.py of the suite asks this one for JSON."""
DAY = "2999-01-01"
LIBRARY = str(ROOT / "examples" / "library" / "openapi.yaml")


def leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for each in command.list_commands(context):
        found = command.get_command(context, each)
        assert found is not None
        yield from leaves(f"{name} {each}", found)


COMMANDS = dict(each for name, group in GROUPS.items() for each in leaves(name, group))


@pytest.mark.parametrize("name", [*GROUPS, *COMMANDS])
def test_the_help_has_an_example(name: str) -> None:
    group, *rest = name.split()
    shown = CliRunner().invoke(GROUPS[group], [*rest, "--help"])
    assert shown.exit_code == 0
    usage, _, described = shown.output.partition("\n")
    assert usage.startswith("Usage:")
    assert re.search(rf"^ +{name}( |$)", described, re.MULTILINE), described


@pytest.mark.parametrize("name", [*GROUPS, *COMMANDS])
def test_the_help_tells_the_exit_codes(name: str) -> None:
    group, *rest = name.split()
    shown = CliRunner().invoke(GROUPS[group], [*rest, "--help"])
    (told,) = re.findall(r"^ +Exit codes: (0.*(?:\n +[^\s].*)?)$", shown.output, re.MULTILINE)
    assert re.search(r"\b2 [a-z]", told), "every command has something that it cannot use"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_names_every_version_of_openapi_or_none(name: str) -> None:
    group, *rest = name.split()
    shown = " ".join(CliRunner().invoke(GROUPS[group], [*rest, "--help"]).output.split())
    assert set(re.findall(r"OpenAPI (3[\d., or]*\d)", shown)) <= {"3.0, 3.1 or 3.2"}


@pytest.mark.parametrize("name", ["clausegen docs", "clausecheck sweep", "clausemock serve"])
def test_the_short_form(name: str) -> None:
    """In a process of its own: Click remembers the form that a command was asked for first."""
    group, command = name.split()
    shown = ended([sys.executable, "-c", f"from {group}.cli import main; main()", command, "-h"])
    assert shown.stdout.startswith("Usage:"), shown.stderr


def test_whatever_answers_can_answer_in_json() -> None:
    without = {
        name
        for name, command in COMMANDS.items()
        if not any("--json" in each.opts for each in command.params)
    }
    assert without == WRITE_FILES | PASSED_ON


@pytest.mark.parametrize(
    "command",
    [
        f"clausegen lint {LIBRARY} --json",
        "clausegen lint --rules --json",
        f"clausegen clauses {LIBRARY} --json",
        f"clausegen diff {LIBRARY} {LIBRARY} --json",
        "clausegen vocabulary --json",
        "clausemock dialects --contract giosg --json",
        f"clausecheck accept Book.id.type --document {LIBRARY} --json --reason x --until {DAY}",
    ],
)
def test_the_answer_is_json_and_nothing_else(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    group, *arguments = command.split()
    done = CliRunner().invoke(GROUPS[group], arguments)
    assert done.exit_code == 0, done.output
    assert isinstance(json.loads(done.stdout), list | dict)


WITH_FOLDER = [
    name
    for name, command in COMMANDS.items()
    if name.startswith("clausegen ") and any(each.name == "folder" for each in command.params)
]


@pytest.mark.parametrize("name", WITH_FOLDER)
def test_a_folder_that_is_none_is_refused(name: str) -> None:
    group, *rest = name.split()
    done = CliRunner().invoke(GROUPS[group], [*rest, LIBRARY, "--folder", "/nonexist"])
    assert done.exit_code == 2
    assert "Directory '/nonexist' does not exist" in done.stderr


def test_the_mock_looks_at_its_document_before_the_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        named = ["serve", str(tmp_path / "nope.yaml"), "--port", port]
        done = CliRunner().invoke(clausemock, named)
        assert done.exit_code == 2
        assert "nope.yaml" in done.stderr
        assert "cannot listen" not in done.stderr
        busy = CliRunner().invoke(clausemock, ["serve", LIBRARY, "--port", port])
        assert busy.exit_code == 2
        assert f"cannot listen on 127.0.0.1:{port}" in busy.stderr
