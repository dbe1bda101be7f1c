"""Ctrl-C while a command still loads: 130, as shells expect, and nothing printed."""

from __future__ import annotations

import sys
import tomllib

import click
import pytest
from clausecheck.cli import main as clausecheck
from clausegen.cli import main as clausegen
from clausegen.entry import INTERRUPTED
from clausemock.cli import main as clausemock
from click.testing import CliRunner
from environments import ROOT
from running import ended


@pytest.mark.parametrize("group", [clausecheck, clausegen, clausemock])
def test_the_code_is_130(group: click.Group, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: click.Context) -> None:
        raise KeyboardInterrupt

    name = group.list_commands(click.Context(group))[0]
    command = group.get_command(click.Context(group), name)
    assert command is not None
    monkeypatch.setattr(command, "invoke", interrupted)
    monkeypatch.setattr(command, "params", [])
    done = CliRunner().invoke(group, [name])
    assert done.exit_code == INTERRUPTED
    assert done.output.strip() == ""


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
INTERRUPTED_IMPORT = """\
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from {home} import {function}
sys.exit({function}())
"""


@pytest.mark.parametrize("module", ["click"])
@pytest.mark.parametrize("tool", PROJECT["scripts"])
def test_so_it_is_before_the_command_exists(tool: str, module: str) -> None:
    home, function = PROJECT["scripts"][tool].split(":")
    program = INTERRUPTED_IMPORT.format(home=home, function=function, module=module)
    done = ended([sys.executable, "-c", program, "--version"])
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


@pytest.mark.parametrize("group", [clausecheck, clausegen, clausemock])
def test_so_it_is_while_the_help_is_gathered(
    group: click.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(group, "format_help", interrupted)
    done = CliRunner().invoke(group, ["--help"])
    assert (done.exit_code, done.output) == (INTERRUPTED, "")
