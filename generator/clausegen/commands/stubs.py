"""`clausegen stubs`: server stubs and clients."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.model import Api
    from clausegen.problems import Problem


@click.group(name="stubs", no_args_is_help=True)
def command() -> None:
    r"""Make typed code from a document.

    \b
    clausegen stubs server openapi.yaml --out server_stub
    clausegen stubs client openapi.yaml --language typescript --out client
    """


Files = dict[str, str | bytes]
Renderer = Callable[["Api"], tuple[Files, tuple["Problem", ...]]]


class Options(msgspec.Struct, frozen=True):
    spec: Path | None
    out: Path
    check: bool


def _options(function: click.decorators.FC) -> click.decorators.FC:
    for decorate in (
        click.option("--check", is_flag=True, help="Write nothing; show what would change."),
        click.option(
            "--out", required=True, type=click.Path(path_type=Path), help="Folder to write."
        ),
        click.argument("spec", required=False, type=click.Path(path_type=Path)),
    ):
        function = decorate(function)
    return function


@command.command()
@_options
def server(spec: Path | None, out: Path, *, check: bool) -> None:
    r"""Make a server stub: models, one interface a tag, and an ASGI application.

    SPEC is an OpenAPI 3.0 or 3.1 document; without it, the one that clausekit ships.

    \b
    clausegen stubs server openapi.yaml --out server_stub
    uvicorn --factory server_stub:create_app
    """
    _generate("server", Options(spec, out, check))


@command.command()
@_options
@click.option("--language", type=click.Choice(["python", "typescript"]), default="python")
def client(spec: Path | None, out: Path, language: str, *, check: bool) -> None:
    r"""Make a client.

    SPEC is an OpenAPI 3.0 or 3.1 document; without it, the one that clausekit ships.

    \b
    clausegen stubs client openapi.yaml --out clients/python
    clausegen stubs client --language typescript --out clients/typescript --check
    """
    _generate(language, Options(spec, out, check))


def _generate(kind: str, options: Options) -> None:
    from clausegen.load import default_document, load_api
    from clausegen.problems import SpecError
    from clausegen.render.output import write_tree

    try:
        api = load_api(options.spec or default_document())
    except SpecError as error:
        raise click.ClickException(str(error)) from None
    files, problems = _renderer(kind)(api)
    for problem in problems:
        click.echo(str(problem), err=True)
    drift = write_tree(options.out, files, check=options.check)
    if drift is not None:
        click.echo(drift.diff, nl=False)
        raise click.ClickException(f"{options.out} is out of date: generate it again.")


def _renderer(kind: str) -> Renderer:
    if kind == "server":
        from clausegen.render.server.stub import server_stub

        return server_stub
    raise click.ClickException(f"{kind} is not there yet.")
