"""The command `clausemock`."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from clausegen.command_line import HELP, Commands, as_json, put, require

if TYPE_CHECKING:  # --help should not wait
    from clausegen.manifest import Manifest

    from clausemock.app import Options
    from clausemock.guest import Target

MODULES = ("uvicorn", "httptools", "rstr")
"""Of the extra `mock`."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

EXAMPLES = """
\b
Examples:
  clausemock serve
  clausemock serve openapi.yaml
  clausemock serve --port 0 --target-file target.toml
  clausemock serve --log
  clausemock serve --without ordering --without deletion
  clausemock serve --latency 200 --chaos 0.05 --seed 7
  clausemock serve openapi.yaml --database postgresql://me@localhost/mock --workers 4
  clausemock serve --dialect tiny_pages,text_errors
"""


@click.group(cls=Commands, context_settings=HELP, epilog=EXAMPLES)
@click.version_option(package_name="clausekit")
def main() -> None:
    """A stateful mock of an API.

    \b
    Exit codes: 0, 2 the document, a file or the port cannot be used.
    """


@main.command(epilog=EXAMPLES)
@click.argument("document", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--contract",
    metavar="PATH|NAME",
    help="contract.toml of the API, its folder, or an installed guest; by default ./contract.toml.",
)
@click.option(
    "--database",
    default=":memory:",
    metavar="FILE|URL",
    help="Keep the data in a file, or in PostgreSQL: postgresql://user@host/name.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that share a PostgreSQL database.",
)
@click.option(
    "--target-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write base URL, actors and ids there, for a contract suite.",
)
@click.option(
    "--seed-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Start with this data (TOML or JSON) instead of the mock's own; see `clausemock seed`.",
)
@click.option(
    "--seed", type=int, default=0, metavar="N", help="What made records and chaos are drawn from."
)
@click.option(
    "--without",
    multiple=True,
    metavar="WORD",
    help="Switch off a word of the vocabulary. Repeatable.",
)
@click.option("--page-size", type=click.IntRange(min=1), help="Items on a page; usually 5.")
@click.option(
    "--dialect",
    multiple=True,
    metavar="NAME",
    help="Choose differently where the documentation is silent: names, joined by commas.",
)
@click.option(
    "--latency", type=click.FloatRange(min=0), default=0, metavar="MS", help="Delay each answer."
)
@click.option(
    "--chaos",
    type=click.FloatRange(0, 1),
    default=0,
    metavar="RATE",
    help="Share of requests that meet an error, a delay, or an answer that is slow or broken off.",
)
@click.option("--log", is_flag=True, help="Print a line for each request.")
def serve(*, port: int, host: str, target_file: Path | None, workers: int, **settings: Any) -> None:
    """Serve the mock until Ctrl-C.

    \b
    Exit codes: 0 stopped, 2 the document, a file or the port cannot be used.
    """
    require("mock", *MODULES)
    from clausegen.text.problems import SpecError
    from clausegen.text.written import UnwritableError

    from clausemock.app import NoMockError, build
    from clausemock.behaviours import UnknownSwitchError, kinds
    from clausemock.dialects import UnknownDialectError
    from clausemock.guest import SeedError
    from clausemock.store import StoreError

    if workers > 1 and "://" not in settings["database"]:
        _stop("--workers: only a PostgreSQL database can be shared: --database postgresql://...")
    try:
        options, target, manifest = _options(settings)
        app = build(options)
        listener = _listen(host, port)
        announce = partial(_announce, listener, host, target, target_file, manifest, options)
        if workers > 1:
            del app  # each worker has a connection of its own
            _shared(options, listener, announce, workers)
        else:
            _server(app, announce).run(sockets=[listener])
    except KeyboardInterrupt:
        click.echo("stopped")
    except UnknownDialectError as error:
        _stop(f"--dialect {error}: unknown; `clausemock dialects` lists the names")
    except UnknownSwitchError as error:
        _stop(f"--without {error}: no word that the mock keeps; one of {', '.join(kinds())}")
    except (SeedError, StoreError, SpecError, NoMockError, UnwritableError, OSError) as error:
        _stop(str(error))


@main.command()
@click.argument("document", required=False, type=click.Path(path_type=Path))
@click.option("--contract", metavar="PATH|NAME", help="As for serve.")
@click.option("--seed", type=int, default=0, metavar="N", help="What the records are drawn from.")
@as_json
def seed(document: Path | None, contract: str | None, seed: int, *, as_json: bool) -> None:
    """Print the data that the mock starts with, to be changed and given to --seed-file.

    A table for each record: the path of its collection, then what names it there. What a record
    leaves out starts as after a creation.

    \b
    Exit codes: 0, 2 the document or the contract cannot be used.

    \b
    Examples:
      clausemock seed openapi.yaml > seed.toml
      clausemock serve openapi.yaml --seed-file seed.toml
      clausemock seed openapi.yaml --json
    """
    require("mock", *MODULES)
    from clausegen.manifest import manifest_of
    from clausegen.text.problems import SpecError

    from clausemock.app import first_records, guest_of
    from clausemock.derived.seeds import written

    try:
        manifest = manifest_of(contract, document)
        guest = guest_of(manifest)
        if guest is not None:
            click.echo(guest.seed_file.read_text(encoding="utf-8"), nl=False)
            return
        told = first_records(manifest, seed)
    except SpecError as error:
        _stop(str(error))
    if as_json:
        put(told)
    else:
        click.echo(written(told), nl=False)


@main.command()
@click.option("--contract", metavar="PATH|NAME", help="As for serve.")
@as_json
def dialects(contract: str | None, *, as_json: bool) -> None:
    """List the names for --dialect, and what each chooses.

    \b
    Exit codes: 0, 2 the contract cannot be used.

    \b
    Examples:
      clausemock dialects
      clausemock dialects --json
    """
    require("mock", *MODULES)
    from clausegen.manifest import manifest_of
    from clausegen.text.problems import SpecError

    from clausemock.app import guest_of
    from clausemock.dialects import DIALECTS

    try:
        guest = guest_of(manifest_of(contract))
    except SpecError as error:
        _stop(str(error))
    known = guest.dialects if guest is not None else DIALECTS
    if as_json:
        put({name: dict(map(_plain, changes.items())) for name, changes in known.items()})
        return
    for name, changes in known.items():
        told = ", ".join(f"{choice}: {_told(value)}" for choice, value in changes.items())
        click.echo(f"{name:26}{told}")


def _plain(choice: tuple[str, Any]) -> tuple[str, Any]:
    name, value = choice
    return name, sorted(value) if isinstance(value, frozenset) else value


def _told(value: Any) -> str:
    if isinstance(value, frozenset):
        return " and ".join(sorted(value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise OSError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    # What is accepted inherits it. asyncio would not set it, and an answer in two writes would
    # wait 40 ms for the client's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _options(settings: dict[str, Any]) -> tuple[Options, Target, Manifest]:
    from clausegen.manifest import manifest_of

    from clausemock.app import Options, guest_of, target_of
    from clausemock.choices import Choices
    from clausemock.dialects import DIALECTS, choices

    manifest = manifest_of(settings["contract"], settings["document"])
    guest = guest_of(manifest)
    names = [each for each in ",".join(settings.pop("dialect")).split(",") if each]
    size, usual = settings.pop("page_size"), guest.choices if guest is not None else Choices()
    dialects = guest.dialects if guest is not None else DIALECTS
    chosen = choices(names, size, usual=usual, dialects=dialects) if names or size else None
    options = Options(choices=chosen, **settings)
    return options, target_of(manifest, options.seed_file), manifest


def _announce(
    listener: socket.socket,
    host: str,
    target: Target,
    target_file: Path | None,
    manifest: Manifest,
    options: Options,
) -> None:
    from clausegen.text.written import write

    from clausemock.app import announced, guest_of
    from clausemock.target_file import first_request, render

    name = f"[{host}]" if ":" in host else host
    base_url = f"http://{name}:{listener.getsockname()[1]}"
    if target_file is not None:
        write(target_file, render(target, base_url, manifest.scheme or "Bearer"))
    click.echo(f"listening on {base_url}")
    if target_file is not None:
        click.echo(f"target file: {target_file}")
    click.echo(f"mock of {manifest}")
    if guest_of(manifest) is None:
        click.echo("\n".join(announced(manifest, base_url, options.seed_file)))
    elif (found := first_request(manifest, target)) is not None:
        token, path = found
        click.echo(
            f"try: curl -H 'Authorization: {manifest.scheme or 'Bearer'} {token}' {base_url}{path}"
        )
    if host not in LOOPBACK:
        click.echo(
            "warning: the tokens are fixed and public, so everybody who reaches this "
            "address can read and change its data",
            err=True,
        )
    sys.stdout.flush()


def _shared(
    options: Options, listener: socket.socket, announce: Callable[[], None], workers: int
) -> None:
    """Processes that take requests from one listener and keep them in one database."""
    from clausemock.app import build
    from clausemock.workers import together

    def work(number: int) -> None:
        _server(build(options), announce if number == 0 else lambda: None).run(sockets=[listener])

    together(work, workers)


def _server(app: Any, announce: Callable[[], None]) -> Any:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            announce()  # only now: from here on a signal ends the server and not the interpreter

    config = uvicorn.Config(
        app,
        http="httptools",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
    )
    return Server(config)


def _stop(message: str) -> NoReturn:
    click.echo(f"clausemock: {message}", err=True)
    sys.exit(2)
