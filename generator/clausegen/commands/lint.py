"""`clausegen lint`: everything that is wrong with a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from clausegen.command_line import put, require
from clausegen.output import Source, document_arguments

if TYPE_CHECKING:  # loading the rules takes longer than --help should
    from clausegen.lint import Profile


@click.command(name="lint")
@document_arguments
@click.option(
    "--profile",
    type=click.Choice(["recommended", "house"]),
    default="recommended",
    help="house: also our naming rules, and a description and an example for everything.",
)
@click.option("--select", multiple=True, metavar="RULES", help="Only these, separated by commas.")
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these.")
@click.option(
    "--cross-check", is_flag=True, help="Ask openapi-spec-validator too, which may take a minute."
)
@click.option("--strict", is_flag=True, help="Warnings fail as errors do.")
@click.option("--notes", is_flag=True, help="Show notes too, not only how many there are.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="json and sarif are written to standard output.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--rules", is_flag=True, help="List the rules and do nothing else.")
def command(  # noqa: PLR0913 - one for each option
    source: Source,
    profile: Profile,
    select: Sequence[str],
    ignore: Sequence[str],
    form: str,
    *,
    cross_check: bool,
    strict: bool,
    notes: bool,
    rules: bool,
) -> None:
    """Check a document: structure, examples, names, and x-contract.

    \b
    Exit codes: 0, 1 errors (with --strict also warnings), 2 the document cannot be read at all.

    \b
    clausegen lint
    clausegen lint openapi.yaml --strict --profile house
    clausegen lint openapi.yaml --ignore examples,pattern
    clausegen lint openapi.yaml --format sarif > lint.sarif
    clausegen lint openapi.yaml --json | jq '.[].rule'
    clausegen lint --rules
    """
    from clausegen.lint import CROSS_CHECK, RULES, choose, lint
    from clausegen.lint.report import as_json, as_sarif, as_text
    from clausegen.load import load

    if rules:
        _list_rules(profile, as_json=form == "json")
        return
    known = [rule.code for rule in (*RULES, CROSS_CHECK)]
    chosen = choose(profile, _codes(select, known), _codes(ignore, known))
    if cross_check and CROSS_CHECK not in [rule for _, rule in chosen]:
        chosen += (("error", CROSS_CHECK),)
    if CROSS_CHECK in [rule for _, rule in chosen]:
        require("lint", "openapi_spec_validator")
    found = lint(*load(source.path, source.folder, source.overlays), chosen)
    if form == "text":
        as_text(found, notes=notes)
    else:
        click.echo(as_json(found) if form == "json" else as_sarif(found, chosen))
    levels = {level for level, _ in found}
    if "error" in levels or (strict and "warning" in levels):
        raise click.exceptions.Exit(1)


def _list_rules(profile: Profile, *, as_json: bool) -> None:
    from clausegen.lint import CROSS_CHECK, RULES

    listed = [(each.code, each.level(profile), each.summary) for each in (*RULES, CROSS_CHECK)]
    if as_json:
        put([dict(zip(("rule", "level", "summary"), each, strict=True)) for each in listed])
        return
    for code, level, summary in listed:
        click.echo(f"{code:<18} {level or '-':<8} {summary}")


def _codes(given: Sequence[str], known: Sequence[str]) -> list[str]:
    import difflib

    codes = [code.strip() for each in given for code in each.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            close = difflib.get_close_matches(code, known, 1)
            meant = f" Did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"There is no rule {code}.{meant} See clausegen lint --rules.")
    return codes
