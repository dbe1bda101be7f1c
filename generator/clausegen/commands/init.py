"""`clausegen init`: a contract.toml to go on from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clausegen.command_line import UnusableError

START = """\
# What belongs to the contract of this API. clausegen, clausecheck and clausemock read this file
# from the working folder, or from where --contract PATH leads. Paths are meant from here.
document = {document}

# Words for a document that you would rather not touch: OpenAPI overlays, in their order.
# overlays = ["words.yaml"]

# Tests of what no word says, one @rule("operation.name") a sentence: files, folders or packages.
# suite = ["rules"]

# What the mock does beyond the words: a module, or module:object.
# mock = "my_mock:extended"

# Whose token is it? A function that asks the implementation.
# introduce = "my_rules:introduced"

# What stands before a token, where the document cannot say; Bearer otherwise.
# scheme = "Token"

# Who plays which part: names of actors in the target file.{actors}
# [roles]
# owner = "keeper"       # prepares what others are refused; without it, the first actor
# stranger = "visitor"   # owns resources of the same kinds elsewhere

# [tolerates]
# failure_bodies = true  # what refusals carry is not promised
# bare_creations = true  # nor whether a POST answers with what it has made
"""


@click.command(name="init")
@click.argument("spec", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a contract.toml that is there.")
def command(spec: Path | None, *, force: bool) -> None:
    """Write a contract.toml beside SPEC: what it names, and what it could name, as comments.

    Without SPEC, beside ./openapi.yaml, .yml or .json.

    \b
    Exit codes: 0, 2 the document cannot be used, or contract.toml is there or cannot be written.

    \b
    clausegen init
    clausegen init api/openapi.json
    """
    from clausegen.load import load_api
    from clausegen.manifest import DOCUMENTS, NAME, manifest_of
    from clausegen.text.problems import printable
    from clausegen.text.written import write
    from clausegen.words.collection import clauses

    usual = filter(Path.is_file, map(Path, DOCUMENTS))
    document = spec or next(usual, None) or manifest_of().document
    found = clauses(load_api(document))
    named = {each.actor: None for each in found if each.actor not in {None, "anonymous"}}
    file = document.parent / NAME
    if file.exists() and not force:
        raise UnusableError(f"{file} is there already; --force writes over it.")
    write(file, _text(document.name, [printable(str(each)) for each in named]))
    click.echo(f"{file}: {len(found)} clauses of {document}")
    where = "" if file.parent == Path() else f" --contract {file.parent}"
    click.echo(f"next: clausecheck run{where} --base-url URL")


def _text(document: str, actors: list[str]) -> str:
    """`actors`: whom the document speaks of."""
    told = f" The document speaks of:\n# {', '.join(actors)}." if actors else ""
    return START.format(document=json.dumps(document, ensure_ascii=False), actors=told)
