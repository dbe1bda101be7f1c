"""`clausegen clauses`: every statement of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clausegen.output import Source, document_arguments, read

if TYPE_CHECKING:  # loading the model takes longer than --help should
    from clausegen.words.clause import Clause


@click.command(name="clauses")
@document_arguments
@click.option("--json", "as_json", is_flag=True, help="A JSON list instead of a table.")
@click.option("--waived", is_flag=True, help="Only those that no client can observe, and why.")
def command(source: Source, *, as_json: bool, waived: bool) -> None:
    """List every clause: id, place and sentence.

    \b
    Exit codes: 0, 2 the document cannot be used.

    \b
    clausegen clauses
    clausegen clauses openapi.yaml --json
    clausegen clauses --waived
    """
    from clausegen.text.problems import printable
    from clausegen.words.collection import clauses

    api, _ = read(source)
    found = [each for each in clauses(api) if each.waived or not waived]
    if as_json:
        click.echo(_json(found))
        return
    for each in found:
        name = click.style(printable(each.id), bold=True)
        click.echo(f"{name}  {click.style(printable(str(each.place)), dim=True)}")
        click.echo(f"    {printable(each.sentence)}")
        if each.waived:
            click.echo(f"    Waived: {printable(each.waived)}")
    click.echo(f"{len(found)} clauses", err=True)


def _json(found: list[Clause]) -> str:
    import json

    return json.dumps(
        [
            {
                "id": each.id,
                "word": each.word,
                "sentence": each.sentence,
                "file": each.place.file,
                "line": each.place.line,
                "operation": each.operation.id if each.operation is not None else None,
                "schema": each.resource,
                "attribute": each.attribute,
                "status": each.status,
                "waived": each.waived,
            }
            for each in found
        ],
        indent=2,
        ensure_ascii=False,
    )
