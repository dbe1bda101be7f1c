"""`clausegen suggest`: words that a document seems to mean, as an overlay."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clausegen.command_line import UnusableError, put
from clausegen.output import Source, document_arguments, read
from clausegen.text.written import write

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.model import Api
    from clausegen.suggest.suggestion import Suggestion

FIELDS = ("word", "value", "pointer", "at", "evidence", "confidence", "showed")


@click.command(name="suggest")
@document_arguments
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.9,
    show_default=True,
    help="How likely a word has to be.",
)
@click.option("--base-url", metavar="URL", help="Ask this server, too: with GETs alone.")
@click.option(
    "--target",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The same with a target file of clausecheck: its first actor asks.",
)
@click.option(
    "--header",
    "headers",
    multiple=True,
    metavar="'NAME: VALUE'",
    help="Sent with every GET; ${NAME} is the environment variable.",
)
@click.option(
    "--value",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    help="Of a parameter of paths or queries, where no list shows it.",
)
@click.option(
    "--requests",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="How many GETs are sent at most.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the overlay to this file, which must not be there yet.",
)
@click.option("--json", "as_json", is_flag=True, help="A list of all that is known of each word.")
def command(source: Source, least: float, out: Path | None, *, as_json: bool, **asked: Any) -> None:
    """Propose words for a document: as an overlay, each with what speaks for it.

    Nothing is written unless --out says where. Read each of them: a word is a promise.
    With --base-url a running server is asked what it shows. A word that it keeps is more
    likely then; one that it does not keep is dropped and told (--json: confidence 0).

    \b
    Exit codes: 0, 2 the document or the server cannot be used, or the file is there or
    cannot be written.

    \b
    clausegen suggest openapi.yaml
    clausegen suggest openapi.yaml --least 0.7 --out words.yaml
    clausegen suggest openapi.yaml --base-url http://127.0.0.1:8000 \\
        --header 'Authorization: Bearer ${TOKEN}'
    clausegen lint openapi.yaml --overlay words.yaml
    """
    from clausegen.suggest import overlay, proposed, settled

    api, _ = read(source)
    words: Sequence[Suggestion] = proposed(api)
    if asked["base_url"] is not None or asked["target"] is not None:
        words = _probed(api, words, **asked)
    every = settled(api, words)
    found = tuple(each for each in every if each.confidence >= least and not each.is_contradicted)
    dropped = tuple(each for each in every if each.is_contradicted)
    if as_json:
        put([{name: getattr(each, name) for name in FIELDS} for each in (*found, *dropped)])
        return
    text = overlay(api, found)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write(out, text)
    for each in dropped:
        click.echo(f"not {each.word} of {each.at}: {each.showed}", err=True)
    count = f"{len(found)} word{'' if len(found) == 1 else 's'}"
    click.echo(f"{count} suggested{f' in {out}' if out else ''}; read each.", file=sys.stderr)


def _probed(
    api: Api, words: Sequence[Suggestion], *, requests: int, **asked: Any
) -> list[Suggestion]:
    """The words with what the server showed of them; tells how much of it was asked."""
    from clausegen.suggest.lists import listings
    from clausegen.suggest.probe import probed
    from clausegen.suggest.probe.seen import Seen
    from clausegen.suggest.probe.server import Server
    from clausegen.suggest.probe.target import ProbeError, asking

    names = ("target", "base_url", "headers", "values")
    try:
        told = asking(api, *(asked[each] for each in names))
        server = Server(told, requests)
        seen = Seen(api, server, told.values)
        seen.open([each.operation for each in listings(api)])
        with click.progressbar(words, label=f"asking {server.base_url}", file=sys.stderr) as shown:
            found = list(probed(shown, seen))
    except ProbeError as error:
        raise UnusableError(str(error)) from None
    kept = sum(bool(each.showed) and not each.is_contradicted for each in found)
    some = " (no more were allowed: see --requests)" if server.sent >= requests else ""
    click.echo(f"{server.sent} GETs{some}: {kept} of {len(found)} proposals confirmed.", err=True)
    for each in seen.refused[:1]:
        count = len(seen.refused)
        lists = "1 list was" if count == 1 else f"{count} lists were"
        click.echo(f"{lists} not shown: {each}.", err=True)
    return found


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise UnusableError(f"{path} is there already: name another file.")
    write(path, text)
