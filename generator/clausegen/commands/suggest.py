"""`clausegen suggest`: words that a document seems to mean, as an overlay."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clausegen.command_line import UnusableError, put
from clausegen.output import Source, document_arguments, read
from clausegen.text.written import write


@click.command(name="suggest")
@document_arguments
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.9,
    show_default=True,
    help="How likely a word has to be.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the overlay to this file, which must not be there yet.",
)
@click.option("--json", "as_json", is_flag=True, help="A list of all that is known of each word.")
def command(source: Source, least: float, out: Path | None, *, as_json: bool) -> None:
    """Propose words for a document: as an overlay, each with what speaks for it.

    Nothing is written unless --out says where. Read each of them: a word is a promise.

    \b
    Exit codes: 0, 2 the document cannot be used, or the file is there or cannot be written.

    \b
    clausegen suggest openapi.yaml
    clausegen suggest openapi.yaml --least 0.7 --out words.yaml
    clausegen lint openapi.yaml --overlay words.yaml
    """
    from clausegen.suggest import overlay, suggestions

    api, _ = read(source)
    found = suggestions(api, least)
    if as_json:
        fields = ("word", "value", "pointer", "at", "evidence", "confidence")
        put([{name: getattr(each, name) for name in fields} for each in found])
        return
    text = overlay(api, found)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write(out, text)
    count = f"{len(found)} word{'' if len(found) == 1 else 's'}"
    click.echo(f"{count} suggested{f' in {out}' if out else ''}; read each.", file=sys.stderr)


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise UnusableError(f"{path} is there already: name another file.")
    write(path, text)
