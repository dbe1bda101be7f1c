"""How commands take a document, and how they show problems."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.document.bundle import Bundle
    from clausegen.model import Api
    from clausegen.text.problems import Problem


class Source(msgspec.Struct, frozen=True):
    """The document that a command is about: without `spec`, the one that clausekit ships."""

    spec: Path | None = None
    folder: Path | None = None
    overlays: tuple[Path, ...] = ()

    @property
    def path(self) -> Path:
        from clausegen.load import default_document

        return self.spec or default_document()


def document_arguments(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds SPEC, --folder and --overlay; the function receives a Source as `source`."""

    @functools.wraps(function)
    def gather(
        spec: Path | None, folder: Path | None, overlays: tuple[Path, ...], **rest: Any
    ) -> Any:
        return function(source=Source(spec, folder, overlays), **rest)

    folder = click.option(
        "--folder",
        type=click.Path(path_type=Path),
        help="Folder in which SPEC may refer to files. By default the folder of SPEC.",
    )
    overlay = click.option(
        "--overlay",
        "overlays",
        multiple=True,
        type=click.Path(path_type=Path),
        help="OpenAPI overlay to apply to SPEC; several in their order.",
    )
    spec = click.argument("spec", required=False, type=click.Path(path_type=Path))
    return spec(folder(overlay(gather)))


def read(source: Source) -> tuple[Api, Bundle]:
    """Tells in one line that parts had to be left out: which, is lint's to say.

    Raises SpecError; the command line prints it and ends with 2.
    """
    from clausegen.load import load

    api, bundle = load(source.path, source.folder, source.overlays)
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
