"""What the three command lines have in common."""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from clausegen.entry import INTERRUPTED
from clausegen.text.written import UnwritableError

UNUSABLE = 2

HELP = {"help_option_names": ["-h", "--help"]}
"""Of a group of commands, and so of each in it."""
as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for a machine.")
"""For commands that say what they found or did; the function receives `as_json`."""


def put(value: Any) -> None:
    """JSON on standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


class UnusableError(click.ClickException):
    """What was asked for cannot be done; click's own exception would end with 1."""

    exit_code = UNUSABLE


class Commands(click.Group):
    """A group of commands. Ctrl-C ends it with 130, also while a command still loads.

    A file that cannot be read or written, standard output among them, ends it with 2.
    """

    def main(self, *args: Any, **extra: Any) -> Any:
        """What is left to write is written while somebody can still tell that it fails."""
        name = extra.get("prog_name") or Path(sys.argv[0]).name
        try:
            return super().main(*args, **extra)
        except OSError as error:
            sys.exit(_told(name, error))
        finally:
            try:
                sys.stdout.flush()
            except OSError as error:
                sys.exit(_told(name, error))

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Where --help loads the commands that it lists."""
        try:
            return super().make_context(*args, **extra)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)

    def invoke(self, ctx: click.Context) -> Any:
        """Click itself would end with 1, which here means that something is broken."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except UnwritableError as error:
            raise UnusableError(str(error)) from None


def _told(name: str, error: OSError) -> int:
    """One line, and the exit code. Whoever closed standard output knows, and wants no more."""
    if error.errno == errno.EPIPE:
        _forget_output()
        return 1
    if error.filename is None:
        _forget_output()
        said = f"standard output cannot be written: {error.strerror}"
    else:
        said = f"{error.filename}: {error.strerror}"
    click.echo(f"{name}: {said}", err=True)
    return UNUSABLE


def _forget_output() -> None:
    """Python would try again at its end, and print a traceback."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def require(extra: str, *modules: str) -> None:
    """Ends the command with 2 and one line unless all `modules` of the package's `extra` exist."""
    missing = [each for each in modules if find_spec(each) is None]
    if missing:
        name = click.get_current_context().find_root().info_name
        advice = f"pip install 'clausekit[{extra}]'"
        click.echo(f"{name}: {missing[0]} is not installed: {advice}", err=True)
        sys.exit(UNUSABLE)
