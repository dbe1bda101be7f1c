"""`clausecheck accept`, `merge` and `matrix`: what is done with a report once it is written."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import NoReturn

import click
import msgspec
from clausegen.command_line import as_json, put

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


@click.command()
@click.argument("clause")
@click.option("--reason", required=True, help="Why it may stay broken, for those who read it.")
@click.option(
    "--until",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The last day on which it may.",
)
@click.option(
    "--deviations",
    "file",
    type=FILE,
    default="deviations.toml",
    show_default=True,
    help="File to write.",
)
@click.option("--contract", metavar="PATH|NAME", help="As for the suite.")
@click.option("--document", type=FILE, help="OpenAPI document that the clause is of.")
@as_json
def accept(  # noqa: PLR0913 - one for each option
    clause: str,
    *,
    reason: str,
    until: dt.datetime,
    file: Path,
    contract: str | None,
    document: Path | None,
    as_json: bool,
) -> None:
    """Accept that CLAUSE is broken for a while: write it into the file of known deviations.

    A clause that is listed already gets the new reason and date; the rest of the file stays.

    \b
    Exit codes: 0, 2 no such clause, or the file cannot be used or written.

    \b
    Example:
      clausecheck accept listThings.ordering.default --until 2027-03-31 \\
        --reason "sorted by id until the index is built"
    """
    from clausegen.load import load_api
    from clausegen.manifest import manifest_of
    from clausegen.text.problems import SpecError
    from clausegen.words.collection import clauses

    from clausecheck.report.accepting import accept as write
    from clausecheck.report.deviations import Deviation, DeviationsError

    if until.date() < dt.datetime.now(dt.UTC).date():
        _stop(f"--until {until.date()} has passed: give the last day on which it may be broken")
    entry = Deviation(clause=clause, reason=reason, expires=until.date())
    try:
        manifest = manifest_of(contract, document)
        api = load_api(manifest.document, overlays=manifest.overlays)
        ids = {each.id for each in clauses(api)}
        replaced = write(file, entry, ids)
    except (DeviationsError, SpecError) as error:
        _stop(str(error))
    if as_json:
        put({"file": str(file), "replaced": replaced, **msgspec.to_builtins(entry)})
    else:
        click.echo(f"{file}: {clause} {'now ' if replaced else ''}stands until {entry.expires}")


@click.command()
@click.argument("reports", nargs=-1, required=True, type=FILE)
@click.option("--output", required=True, type=FOLDER, help="Folder for the joined report.")
@as_json
def merge(reports: tuple[Path, ...], output: Path, *, as_json: bool) -> None:
    """Join the REPORTS of a run that was split, each a contract.json or its folder.

    A clause gets its worst verdict. What no report speaks of is counted, and fails.

    \b
    Exit codes: 0 as one run that passes, 1 broken or incomplete, 2 unusable reports, or the
    folder cannot be written.

    \b
    Example:
      clausecheck merge shard-1 shard-2 shard-3 --output build/contract
    """
    from clausecheck.report.files import write_files
    from clausecheck.report.merge import merge as join
    from clausecheck.report.reading import ReportError, read

    try:
        joined = join({str(each): read(each) for each in reports})
    except ReportError as error:
        _stop(str(error))
    written = write_files(output, joined)
    if as_json:
        told = ("verdict", "passes", "headline", "summary", "missing")
        put({"report": str(written), **{each: joined[each] for each in told}})
    else:
        click.echo(f"{joined['headline']}\nreport: {written}")
    sys.exit(0 if joined["passes"] else 1)


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="[NAME=]REPORT...")
@click.option("--output", required=True, type=FOLDER, help="Folder for page and badges.")
@as_json
def matrix(reports: tuple[str, ...], output: Path, *, as_json: bool) -> None:
    """Set implementations side by side: one page of clauses x implementations, a badge for each.

    REPORTS are contract.json files or their folders, each with a name before it if you like.

    \b
    Exit codes: 0, 2 unusable reports, or the folder cannot be written.

    \b
    Example:
      clausecheck matrix flask=runs/flask fastapi=runs/fastapi --output site
    """
    from clausegen.text.written import write

    from clausecheck.report import matrix as side_by_side
    from clausecheck.report.reading import ReportError, read

    try:
        given = [(name, read(path)) for name, path in map(_named, reports)]
        found = side_by_side.by_name(given)
        page = side_by_side.matrix(found)
    except ReportError as error:
        _stop(str(error))
    write(output / "index.html", page)
    badges = {name: output / file for name, file in side_by_side.badge_files(found).items()}
    for name, file in badges.items():
        write(file, side_by_side.badge(found[name]))
    if as_json:
        told = {name: str(file) for name, file in badges.items()}
        put({"page": str(output / "index.html"), "badges": told})
        return
    how_many = f"{len(found)} implementations, with a badge each"
    if len(found) == 1:
        how_many = "1 implementation, with a badge"
    click.echo(f"{output / 'index.html'}: {how_many}")


def _named(given: str) -> tuple[str, Path]:
    """[NAME=]REPORT: both may hold an equals sign, so what exists decides."""
    parts = given.split("=")
    splits = [("=".join(parts[:at]), "=".join(parts[at:])) for at in range(len(parts))]
    name, path = next((each for each in splits if os.path.exists(each[1])), splits[-1])  # noqa: PTH110 - a long name raises
    return name, Path(path)


def _stop(message: str) -> NoReturn:
    click.echo(f"clausecheck: {message}", err=True)
    sys.exit(2)
