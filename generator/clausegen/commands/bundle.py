"""`clausegen bundle`: many files in one."""

from __future__ import annotations

from pathlib import Path

import click

from clausegen.output import Source, document_arguments, read


@click.command(name="bundle")
@document_arguments
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write."
)
@click.option(
    "--with-overlays/--without-overlays",
    default=True,
    help="The document as overlays leave it (default), or as it stands in its files.",
)
@click.option(
    "--format", "form", type=click.Choice(["yaml", "json"]), help="Default: by FILE's name."
)
def command(source: Source, output: Path | None, form: str | None, *, with_overlays: bool) -> None:
    """Write a document of several files as one, every reference local.

    \b
    Exit codes: 0, 2 the document cannot be used or the file not written.

    \b
    clausegen bundle > api.yaml
    clausegen bundle openapi.yaml --output api.json
    clausegen bundle openapi.yaml --overlay words.yaml --with-overlays
    """
    from clausegen.document.serialise import as_json, as_yaml
    from clausegen.text.written import write

    api, _ = read(source, with_overlays=with_overlays)
    by_name = "json" if output is not None and output.suffix.lower() == ".json" else "yaml"
    text = (as_json if (form or by_name) == "json" else as_yaml)(api.bundle)
    if output is None:
        click.echo(text, nl=False)
        return
    write(output, text)
