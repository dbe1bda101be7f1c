"""How commands take a document, and how they show problems."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.document.bundle import Bundle
    from clausegen.manifest import Manifest
    from clausegen.model import Api
    from clausegen.text.problems import Problem


class Source(msgspec.Struct, frozen=True, dict=True):
    """What the command line says about the document that a command is about."""

    spec: Path | None = None
    folder: Path | None = None
    added: tuple[Path, ...] = ()
    contract: str | None = None

    @cached_property
    def manifest(self) -> Manifest:
        """Says which document it found where none was named. Raises SpecError."""
        from clausegen.manifest import manifest_of
        from clausegen.text.problems import printable

        found = manifest_of(self.contract, self.spec)
        if self.spec is None:
            click.echo(printable(str(found)), err=True)
        return found

    @property
    def path(self) -> Path:
        return self.manifest.document

    @property
    def overlays(self) -> tuple[Path, ...]:
        return (*self.manifest.overlays, *self.added)


def document_arguments(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds SPEC, --folder, --overlay, --contract; the function receives a Source as `source`."""

    @functools.wraps(function)
    def gather(
        spec: Path | None,
        folder: Path | None,
        overlays: tuple[Path, ...],
        contract: str | None,
        **rest: Any,
    ) -> Any:
        return function(source=Source(spec, folder, overlays, contract), **rest)

    folder = click.option(
        "--folder",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Folder in which SPEC may refer to files. By default the folder of SPEC.",
    )
    overlay = click.option(
        "--overlay",
        "overlays",
        multiple=True,
        type=click.Path(path_type=Path),
        help="OpenAPI overlay to apply to SPEC; several in their order.",
    )
    contract = click.option(
        "--contract",
        metavar="PATH|NAME",
        help="In place of SPEC: a contract.toml, its folder, or an installed guest.",
    )
    spec = click.argument("spec", required=False, type=click.Path(path_type=Path))
    return spec(folder(overlay(contract(gather))))


def read(source: Source, *, with_overlays: bool = True) -> tuple[Api, Bundle]:
    """Tells in one line that parts had to be left out: which, is lint's to say.

    Raises SpecError; the command line prints it and ends with 2.
    """
    from clausegen.load import load

    api, bundle = load(source.path, source.folder, source.overlays if with_overlays else ())
    if api.problems:
        count = len(api.problems)
        parts = "1 part" if count == 1 else f"{count} parts"
        click.echo(f"{parts} of the document cannot be read: see clausegen lint.", err=True)
    return api, bundle


def show(problems: Sequence[Problem], severity: str = "error") -> None:
    """Each problem with its place and its JSON pointer, on stderr. Colours reach terminals only."""
    from clausegen.text.problems import printable

    colour = "red" if severity == "error" else "yellow"
    for each in problems:
        where = click.style(printable(str(each.where)), bold=True)
        code = click.style(each.code, fg=colour, bold=True)
        click.echo(f"{where}: {code}: {printable(each.message)}", err=True)
        if each.where.pointer:
            click.echo(f"    at {printable(each.where.pointer)}", err=True)
        if each.hint:
            click.echo(f"    {click.style(printable(each.hint), dim=True)}", err=True)
