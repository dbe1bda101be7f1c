"""`clausegen diff`: what changed between two documents, and for whom that breaks something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.diff.change import Change

FORMATS = ("text", "markdown", "json")
FAIL_ON = {"clients": 1, "servers": 2, "any": 3, "never": 0}
"""How many of the classes, worst first, make the command fail."""


@click.command(name="diff")
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option(
    "--fail-on",
    type=click.Choice(tuple(FAIL_ON)),
    default="clients",
    show_default=True,
    help="End with 1 if something breaks for clients; also for servers; at any change; never.",
)
def command(old: str, new: str, form: str, fail_on: str) -> None:
    """Compare two documents, statement by statement.

    OLD and NEW are files, or FILE as it stood in a revision of git: REVISION:FILE. A revision alone
    means the other document's file. Each change is breaking for clients (one that was built on OLD
    may fail with a server of NEW), breaking for servers (one that keeps OLD does not keep NEW), or
    safe.

    \b
    Exit codes: 0, 1 something breaks (--fail-on), 2 a document cannot be used.

    \b
    clausegen diff old.yaml new.yaml
    clausegen diff HEAD~1 spec/openapi.yaml
    clausegen diff v1.0:spec/openapi.yaml v2.0:spec/openapi.yaml --format markdown
    clausegen diff main openapi.yaml --json --fail-on any
    """
    from clausegen.diff import formats
    from clausegen.diff.change import CLASSES

    changes = _changes(old, new)
    shown = {"text": formats.as_text, "markdown": formats.as_markdown, "json": formats.as_json}
    click.echo(shown[form](changes))
    failing = list(CLASSES)[: FAIL_ON[fail_on]]
    if any(each.breaks in failing for each in changes):
        click.get_current_context().exit(1)


def _changes(old: str, new: str) -> tuple[Change, ...]:
    from clausegen.diff.compare import compare
    from clausegen.diff.revisions import document
    from clausegen.load import load_api

    with document(old, new) as before, document(new, old) as after:
        return compare(load_api(before), load_api(after))
