"""`clausegen stubs`: server stubs and clients."""

from __future__ import annotations

import functools
import gc
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from clausegen.output import Source, document_arguments, read, show

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.text.problems import Problem


@click.group(name="stubs", no_args_is_help=True)
def command() -> None:
    """Make typed code from a document.

    \b
    clausegen stubs server openapi.yaml --out server_stub
    clausegen stubs client openapi.yaml --language typescript --out client
    """


PACKAGES = {
    "python": re.compile(r"[a-z_][a-z0-9_]*"),
    "typescript": re.compile(r"(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*"),
}
Files = dict[str, str | bytes]
Renderer = Callable[..., tuple[Files, tuple["Problem", ...]]]


class Options(msgspec.Struct, frozen=True):
    source: Source
    out: Path
    check: bool


def _arguments(function: Callable[..., None]) -> Callable[..., None]:
    """What `document_arguments` adds, --out and --check, gathered into Options."""

    @functools.wraps(function)
    def gather(source: Source, out: Path, *, check: bool, **rest: str) -> None:
        function(Options(source, out, check), **rest)

    check = click.option("--check", is_flag=True, help="Write nothing; show what would change.")
    out = click.option(
        "--out", required=True, type=click.Path(path_type=Path), help="Folder to write."
    )
    return document_arguments(out(check(gather)))


def _classes(dates: str, uuids: str) -> Callable[..., Callable[..., None]]:
    """--dates and --uuids; `dates` and `uuids` are what they are unless given."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        function = click.option(
            "--uuids",
            type=click.Choice(["uuid", "str"]),
            help=f"What texts of the format uuid are in Python; {uuids} unless given.",
        )(function)
        return click.option(
            "--dates",
            type=click.Choice(["datetime", "str"]),
            help=f"What date-time and date are in Python; {dates} unless given.",
        )(function)

    return add


@command.command()
@_arguments
@_classes(dates="str", uuids="str")
def server(options: Options, dates: str | None, uuids: str | None) -> None:
    """Make a server stub: models, one interface a tag, and an ASGI application.

    SPEC is an OpenAPI 3.0, 3.1 or 3.2 document; without it, that of contract.toml or
    ./openapi.yaml.

    \b
    Exit codes: 0, 1 stale (--check), 2 the document cannot be used or the folder not written.

    \b
    clausegen stubs server openapi.yaml --out server_stub
    clausegen stubs server openapi.yaml --out server_stub --dates datetime --uuids uuid
    uvicorn --factory server_stub:create_app
    """
    _generate("server", options, texts=_texts(dates or "str", uuids or "str"))


@command.command()
@_arguments
@click.option(
    "--language",
    type=click.Choice(["python", "typescript"]),
    default="python",
    show_default=True,
    help="What the client is written in.",
)
@click.option("--package", default="", help="Name of the package; made of the title otherwise.")
@click.option(
    "--http",
    type=click.Choice(["httpx", "httpx2"]),
    help="Library of a Python client; httpx unless given. httpx2 is its maintained successor.",
)
@_classes(dates="datetime (and date)", uuids="UUID")
def client(
    options: Options,
    language: str,
    package: str,
    http: str | None,
    dates: str | None,
    uuids: str | None,
) -> None:
    """Make a client.

    SPEC is an OpenAPI 3.0, 3.1 or 3.2 document; without it, that of contract.toml or
    ./openapi.yaml.

    \b
    Exit codes: 0, 1 stale (--check), 2 the document cannot be used or the folder not written.

    \b
    clausegen stubs client openapi.yaml --out clients/python --package acme
    clausegen stubs client openapi.yaml --out clients/python --http httpx2
    clausegen stubs client openapi.yaml --out clients/python --dates str --uuids str
    clausegen stubs client --language typescript --out clients/typescript --check
    """
    if package and not PACKAGES[language].fullmatch(package):
        raise click.UsageError(f"{package!r} is no name of a {language} package. Try acme_client.")
    for option, said in (("--dates", dates), ("--uuids", uuids), ("--http", http)):
        if said and language != "python":
            raise click.UsageError(f"{option} is of Python: {language} does without.")
    usual = {"texts": _texts(dates or "datetime", uuids or "uuid"), "http": http or "httpx"}
    given = usual if language == "python" else {}
    _generate(language, options, package=package, **given)


def _texts(dates: str, uuids: str) -> frozenset[str]:
    """The formats whose texts have a class of their own."""
    found = {"date-time", "date"} if dates == "datetime" else set()
    return frozenset(found | ({"uuid"} if uuids == "uuid" else set()))


def _generate(kind: str, options: Options, **given: object) -> None:
    from clausegen.render.generated import write_tree

    api, _ = read(options.source)
    gc.freeze()  # nothing of it becomes garbage: the collector need not look at it again
    files, problems = _renderer(kind)(api, **given)
    show(problems, "warning")
    drift = write_tree(options.out, files, check=options.check)
    if drift is not None:
        click.echo(drift.diff, nl=False)
        raise click.ClickException(f"{options.out} is out of date: generate it again.")


def _renderer(kind: str) -> Renderer:
    if kind == "server":
        from clausegen.render.python.server.server_stub import server_stub

        return server_stub
    if kind == "python":
        from clausegen.render.python.client.python_client import python_client

        return python_client
    from clausegen.render.typescript.typescript_client import typescript_client

    return typescript_client
