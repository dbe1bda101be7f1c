"""What the three command lines have in common."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import Any

import click

UNUSABLE = 2
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count


HELP = {"help_option_names": ["-h", "--help"]}
"""Of a group of commands, and so of each in it."""
as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for a machine.")
"""For commands that say what they found or did; the function receives `as_json`."""


def put(value: Any) -> None:
    """JSON on standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


class Commands(click.Group):
    """A group of commands. Ctrl-C ends it with 130, also while a command still loads."""

    def invoke(self, ctx: click.Context) -> Any:
        """Click itself would end with 1, which here means that something is broken."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


def require(extra: str, *modules: str) -> None:
    """Ends the command with 2 and one line unless all `modules` of the package's `extra` exist."""
    missing = [each for each in modules if find_spec(each) is None]
    if missing:
        name = click.get_current_context().find_root().info_name
        advice = f"pip install 'clausekit[{extra}]'"
        click.echo(f"{name}: {missing[0]} is not installed: {advice}", err=True)
        sys.exit(UNUSABLE)
