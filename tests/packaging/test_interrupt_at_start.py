"""Ctrl-C while a command still loads: 130, as shells expect, and nothing printed."""

from __future__ import annotations

import click
import pytest
from clausecheck.cli import main as clausecheck
from clausegen.cli import main as clausegen
from clausegen.command_line import INTERRUPTED
from clausemock.cli import main as clausemock
from click.testing import CliRunner


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
