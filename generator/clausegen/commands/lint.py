"""`clausegen lint`: everything that is wrong with a document."""

from __future__ import annotations

from pathlib import Path

import click

from clausegen.output import document_arguments, read, show


@click.command(name="lint")
@document_arguments
@click.option("--strict", is_flag=True, help="Warnings fail as errors do.")
@click.option("--rules", is_flag=True, help="List the rules and do nothing else.")
def command(spec: Path | None, folder: Path | None, *, strict: bool, rules: bool) -> None:
    """Check a document: structure, examples, names, descriptions, and x-contract.

    Ends with 1 if there are errors, with 2 if the document cannot be read at all.

    \b
    clausegen lint
    clausegen lint openapi.yaml --strict
    clausegen lint --rules
    """
    from clausegen.lint import RULES, lint

    if rules:
        for rule in RULES:
            click.echo(f"{rule.code:<18} {rule.severity:<8} {rule.summary}")
        return
    found = lint(*read(spec, folder))
    for severity, problem in found:
        show([problem], severity)
    errors = sum(severity == "error" for severity, _ in found)
    warnings = len(found) - errors
    click.echo(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}", err=True)
    if errors or (strict and warnings):
        raise click.exceptions.Exit(1)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
