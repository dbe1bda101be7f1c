"""How commands take a document, and how they show problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.document.bundle import Bundle
    from clausegen.model import Api
    from clausegen.text.problems import Problem


def document_arguments(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds SPEC and --folder; the function receives `spec` and `folder` for `read`."""
    folder = click.option(
        "--folder",
        type=click.Path(path_type=Path),
        help="Folder in which SPEC may refer to files. By default the folder of SPEC.",
    )
    spec = click.argument("spec", required=False, type=click.Path(path_type=Path))
    return spec(folder(function))


def read(spec: Path | None, folder: Path | None) -> tuple[Api, Bundle]:
    """Tells in one line that parts had to be left out: which, is lint's to say.

    Raises SpecError; the command line prints it and ends with 2.
    """
    from clausegen.load import default_document, load

    api, bundle = load(spec or default_document(), folder)
    if api.problems:
        count = len(api.problems)
        parts = "1 part" if count == 1 else f"{count} parts"
        click.echo(f"{parts} of the document cannot be read: see clausegen lint.", err=True)
    return api, bundle


def show(problems: Sequence[Problem], severity: str = "error") -> None:
    """One problem a line or two, on stderr. Colours reach terminals only."""
    from clausegen.text.problems import printable

    colour = "red" if severity == "error" else "yellow"
    for each in problems:
        where = click.style(printable(str(each.where)), bold=True)
        code = click.style(each.code, fg=colour, bold=True)
        click.echo(f"{where}: {code}: {printable(each.message)}", err=True)
        if each.hint:
            click.echo(f"    {click.style(printable(each.hint), dim=True)}", err=True)
