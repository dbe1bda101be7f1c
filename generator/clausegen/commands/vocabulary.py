"""`clausegen vocabulary`: the words of x-contract, as a page and as a closed schema."""

from __future__ import annotations

from pathlib import Path

import click

from clausegen.command_line import put
from clausegen.text.written import write


@click.command(name="vocabulary")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for VOCABULARY.md and vocabulary.schema.yaml; without it, the page is shown.",
)
@click.option("--json", "as_json", is_flag=True, help="Show the closed schema, as JSON.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the files are stale.")
def command(out: Path | None, *, as_json: bool, check: bool) -> None:
    """Show what may stand under x-contract, or write it beside a document.

    \b
    Exit codes: 0, 1 stale (--check), 2 the files cannot be written.

    \b
    clausegen vocabulary
    clausegen vocabulary --json
    clausegen vocabulary --out spec
    clausegen vocabulary --out spec --check
    """
    from clausegen.words.vocabulary import page, schema

    if out is None:
        if check:
            raise click.UsageError("--check needs --out: which files should it look at?")
        if as_json:
            import yaml

            put(yaml.safe_load(schema()))
        else:
            click.echo(page(), nl=False)
        return
    files = {"VOCABULARY.md": page(), "vocabulary.schema.yaml": schema()}
    for name, text in files.items():
        _write(out / name, text, check=check)


def _write(path: Path, text: str, *, check: bool) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    if check:
        raise click.ClickException(f"{path} is out of date: generate it again.")
    write(path, text)
