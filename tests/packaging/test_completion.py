"""Completion, as the README turns it on, in the shells that are here."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from environments import Environment

# Each shell asks as its own key binding does, and prints what it would offer.
BASH = """
eval "$(_{name}_COMPLETE=bash_source {command})"
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_{command}_completion {command}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
compdef() {{ : }}
_describe() {{ local name=$3; print -l -- "${{(@P)name%%:*}}" }}
compadd() {{ local name=${{@[-1]}}; print -l -- "${{(@P)name}}" }}
eval "$(_{name}_COMPLETE=zsh_source {command})"
words=({words}); CURRENT=$#words
_{command}_completion
"""
SHELLS = {"bash": BASH, "zsh": ZSH}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("clausecheck sw", "sweep"),
        ("clausecheck run --dep", "--depth"),
        ("clausecheck matrix --out", "--output"),
        ("clausegen st", "stubs"),
        ("clausegen stubs client --la", "--language"),
        ("clausemock serve --chaos", "--chaos"),
    ],
)
def test_it_offers(
    shell: str,
    words: str,
    offered: str,
    environment: Callable[[str], Environment],
    tmp_path: Path,
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    command = words.split(maxsplit=1)[0]
    script = SHELLS[shell].format(name=command.upper(), command=command, words=words)
    options = {"bash": ("--norc",), "zsh": ("-f",)}[shell]
    done = environment("all").run(shell, *options, "-c", script, cwd=tmp_path)
    assert offered in done.stdout.split(), done.stdout + done.stderr
