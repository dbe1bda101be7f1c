"""`clausecheck sharpness`: which breaks of its clauses a contract notices."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from clausegen.command_line import as_json, put
from clausegen.manifest import Manifest, manifest_of
from clausegen.text.problems import SpecError
from clausegen.text.written import refuse_unwritable
from clausegen.words.clause import Clause

from clausecheck.needed import need

NOTHING_TRIED = 3
FILE = click.Path(path_type=Path)


@click.command()
@click.option("--base-url", help="A correct implementation; without it, the contract's mock.")
@click.option("--target", "file", type=FILE, help="Target file (TOML).")
@click.option(
    "--target-set", "settings", multiple=True, metavar="KEY=VALUE", help="As for the suite."
)
@click.option("--contract", metavar="PATH|NAME", help="As for the suite.")
@click.option("--document", type=FILE, help="An OpenAPI document without a contract.toml.")
@click.option("--word", "words", multiple=True, metavar="WORD", help="Only this word. Repeatable.")
@click.option("-k", "part", default="", metavar="TEXT", help="Only clauses whose id holds TEXT.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--report",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write sharpness.json there; the report of a run in the same folder shows it.",
)
@as_json
@click.option(
    "--min-score",
    type=click.FloatRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Exit with 1 below this share of noticed breaks.",
)
def sharpness(  # noqa: PLR0913 - one for each option
    *,
    base_url: str | None,
    file: Path | None,
    settings: tuple[str, ...],
    contract: str | None,
    document: Path | None,
    words: tuple[str, ...],
    part: str,
    seed: int,
    folder: Path | None,
    as_json: bool,
    min_score: float,
) -> None:
    """Break one clause at a time, and tell which breaks the suite names.

    A proxy on loopback stands between the suite and a server that keeps the contract, and rewrites
    what passes. A break that nobody notices is a hole in the contract.

    \b
    Exit codes: 0, 1 below --min-score, 2 unusable target or document, 3 nothing was tried.

    \b
    Examples:
      clausecheck sharpness
      clausecheck sharpness --word ordering --word filter
      clausecheck sharpness --base-url http://127.0.0.1:8000 --document openapi.yaml --json
      clausecheck sharpness --report build/contract --min-score 95
    """
    need()
    from clausecheck.http.target import TargetError
    from clausecheck.run.embedded import EmbeddedMock
    from clausecheck.sabotage.record import keep, record
    from clausecheck.world.contract import UnusableError, contract_of

    if folder is not None:
        refuse_unwritable(folder)
    mock: EmbeddedMock | None = None
    try:
        manifest = manifest_of(contract, document)
        chosen = contract_of(manifest)
        _refuse_unknown(words, chosen)
        if not (base_url or file or settings):
            mock = EmbeddedMock(*_named(contract, document))
            file = mock.target_file
        target = _target(file, base_url, settings, manifest)
        _ask(chosen, target)
        clauses = [
            each
            for each in chosen.clauses
            if not each.waived and part in each.id and (not words or each.word in words)
        ]
        found = _attempted(chosen, target, seed, clauses)
    except (TargetError, UnusableError, SpecError) as error:
        click.echo(f"clausecheck: {error}", err=True)
        sys.exit(2)
    finally:
        if mock is not None:
            mock.stop()
    made = record(chosen.document.info, found, target.secrets)
    if folder is not None:
        keep(folder, made)
    if as_json:
        put(made)
    else:
        _tell(made)
    if not _tried(made):
        click.echo("clausecheck: nothing was tried, so nothing is known of the contract", err=True)
        sys.exit(NOTHING_TRIED)
    sys.exit(int(made["share"] * 100 < min_score))


def _tried(made: dict[str, Any]) -> int:
    """How many breaks could be noticed."""
    return int(made["named"] + made["survived"])


def _refuse_unknown(words: Sequence[str], contract: Any) -> None:
    from clausecheck.checks import WORDS
    from clausecheck.world.contract import UnusableError

    known = sorted({*WORDS, *(each.word for each in contract.clauses)})
    for each in words:
        if each not in known:
            close = get_close_matches(each, known, n=1)
            meant = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
            raise UnusableError(f"--word {each}: there is no such word; {meant}")


def _ask(contract: Any, target: Any) -> None:
    """Raises UnusableError where nobody answers, or the credentials are refused."""
    from clausecheck.http.client import Client
    from clausecheck.run.opening import probed

    client = Client(contract.document, target)
    try:
        probed(client)
    finally:
        client.close()


def _named(contract: str | None, document: Path | None) -> tuple[str, ...]:
    """How the mock is told the same document."""
    if contract is not None:
        return "--contract", contract
    return (str(document),) if document is not None else ()


def _target(
    file: Path | None, base_url: str | None, settings: tuple[str, ...], manifest: Manifest
) -> Any:
    from clausecheck.http.target import load_target

    return load_target(file, base_url=base_url, settings=settings, manifest=manifest)


def _attempted(contract: Any, target: Any, seed: int, clauses: list[Clause]) -> list[Any]:
    from clausecheck.sabotage.sharpness import attempts
    from clausecheck.world.contract import Settings

    settings = Settings(depth="quick", seed=seed, prefix=f"clausecheck-{secrets.token_hex(3)}")
    is_terminal = sys.stderr.isatty()
    count = 0

    def tell(clause: Clause) -> None:
        nonlocal count
        count += 1
        if is_terminal:
            click.echo(f"\r\x1b[K{count}/{len(clauses)} {clause.id}"[:100], err=True, nl=False)

    found = list(attempts(contract, target, settings, clauses, tell))
    if is_terminal:
        click.echo("\r\x1b[K", err=True, nl=False)
    return found


def _tell(made: dict[str, Any]) -> None:
    """The table and the survivors."""
    for each in made["words"]:
        decided = each["named"] + each["survived"]
        noticed = f"{each['named']} of {decided} breaks named" if decided else "nothing to break"
        others = f", {each['others']} not tried or not decided" if each["others"] else ""
        click.echo(f"{each['word']:14}{noticed}{others}")
    survivors = [each for each in made["attempts"] if each["result"] == "survived"]
    if survivors:
        click.echo("\nNobody would notice:")
    for each in survivors:
        click.echo(f"  {each['clause']}: {each['told']}")
    if tried := _tried(made):
        click.echo(f"\n{made['share']:.1%} of {tried} breaks were named.")
