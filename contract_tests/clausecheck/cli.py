"""The command `clausecheck`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from clausegen.command_line import HELP, Commands, as_json, put
from click.shell_completion import CompletionItem

from clausecheck.needed import need
from clausecheck.report.commands import accept, matrix, merge
from clausecheck.sabotage.command import sharpness

if TYPE_CHECKING:  # loading it takes longer than --help should
    from clausecheck.world.leftover import Leftover, Removal

    Outcomes = Iterable[tuple[Leftover, Removal]]
    """What was found, and what became of it."""

# The command is of the package that pytest would like to rewrite.
KNOWN_WARNING = "ignore:Module already imported so cannot be rewritten:pytest.PytestWarning"
WENT = "already gone"
PASS_ON: dict[str, Any] = {"ignore_unknown_options": True, "allow_interspersed_args": False}
SUITE = Path(__file__).parent / "suite"


@click.group(cls=Commands, context_settings=HELP)
@click.version_option(package_name="clausekit")
def main() -> None:
    """Check an implementation of an HTTP API against every clause of its document.

    \b
    Exit codes: 0 nothing broken, 1 broken or incomplete, 2 unusable target, document or file,
    3 nothing was checked, 130 Ctrl-C.

    \b
    Examples:
      clausecheck run --base-url http://127.0.0.1:8000 openapi.yaml
      clausecheck run --base-url http://127.0.0.1:8000 openapi.yaml --report build/contract
      clausecheck merge shard-1 shard-2 --output build/contract
    """


class PassedOn(click.Command):
    """Options that are passed on are completed in shells as its own."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            from clausecheck.run.options import OPTIONS

            names = ("base-url", "contract", "json", *OPTIONS)
            found += [CompletionItem(f"--{each}") for each in names]
        return [each for each in found if each.value.startswith(incomplete)]


def _files(*given: Any) -> list[CompletionItem]:
    """What a shell offers where it completes files; the last argument is what stands there."""
    return [CompletionItem(given[-1], type="file")]


@main.command(context_settings=PASS_ON, cls=PassedOn)
@click.argument(
    "arguments",
    nargs=-1,
    type=click.UNPROCESSED,
    metavar="[DOCUMENT] [ARGUMENTS]...",
    shell_complete=_files,
)
def run(arguments: tuple[str, ...]) -> None:
    """Run the contract suite. ARGUMENTS are pytest's, with those of the suite among them.

    DOCUMENT is a file, a URL of this machine, or a path of the server (/openapi.json), which the
    first actor asks for. As options of pytest itself, those of the suite start with --contract-,
    such as --contract-seed.

    \b
      --base-url URL             the implementation; without it the contract's mock is started
      --target FILE              actors and ids of the implementation (TOML)
      --target-set KEY=VALUE     one value over the target file
      --header 'NAME: VALUE'     sent with every request
      --contract PATH|NAME       contract.toml of the API, its folder, or an installed guest;
                                 without it, that of the current folder or its openapi.yaml
      --write-target FILE        write a target file to go on from
      --report DIR               write contract.json, index.html and contract.sarif
      --deviations FILE          known deviations that do not fail the run
      --allow-writes             write although the target is not loopback
      --allow-actions            also send POSTs of which nobody knows what they change
      --strict                   fail when a known deviation is repaired
      --require-all              fail when a clause could not be checked
      --min-checked 80%          fail when fewer of the clauses were checked
      --depth quick|standard|deep, --seed N
      --json                     write contract.json to standard output, all else to the other one

    \b
    Exit codes: 0 nothing broken, 1 broken or incomplete, 2 unusable target or document,
    3 nothing was checked, 130 Ctrl-C.

    \b
    Examples:
      clausecheck run --base-url http://127.0.0.1:8000 /openapi.json
      clausecheck run --base-url http://127.0.0.1:8000 openapi.yaml --target target.toml
      clausecheck run -k "listBooks and 403" -v
    """
    need()
    # Tables that hypothesis makes in seconds, and once: a user has them, not every folder.
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(_cache() / "hypothesis"))
    import pytest

    from clausecheck.failures import SERVED
    from clausecheck.http.target import TargetError
    from clausecheck.run.arguments import passed_on
    from clausecheck.run.typed import Command

    with TemporaryDirectory(prefix=SERVED) as folder:
        try:
            given = passed_on(arguments, Path(folder))
        except TargetError as error:
            click.echo(f"clausecheck: {error}", err=True)
            sys.exit(2)
        command = Command(arguments, Path(folder))
        # The suite is the same everywhere: the configuration of the current folder is not its own.
        fixed = ["-c", os.devnull, "--rootdir", str(SUITE.parent), "-W", KNOWN_WARNING]
        fixed += ["-o", f"cache_dir={Path.cwd() / '.pytest_cache'}"]
        with redirect_stdout(sys.stderr) if command.wants_data else nullcontext():
            code = int(pytest.main([*fixed, str(SUITE), *given], plugins=[command]))
    if command.data is not None and command.wants_data:
        put(command.data)
    sys.exit(command.exit_code(code))


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "clausecheck"


@main.command()
@click.argument("place", required=False, metavar="[DOCUMENT]", shell_complete=_files)
@click.option("--target", "file", type=click.Path(path_type=Path), help="Target file (TOML).")
@click.option("--base-url", help="The implementation, if the target file does not name it.")
@click.option(
    "--target-set", "settings", multiple=True, metavar="KEY=VALUE", help="As for the suite."
)
@click.option("--header", "headers", multiple=True, metavar="NAME:VALUE", help="As for the suite.")
@click.option("--contract", metavar="PATH|NAME", help="As for the suite.")
@click.option(
    *("--document", "--contract-document", "document"),
    type=click.Path(path_type=Path),
    help="As for the suite.",
)
@click.option("--allow-writes", is_flag=True, help="Remove although the target is not loopback.")
@click.option("--dry-run", is_flag=True, help="Only list what would be removed.")
@as_json
def sweep(  # noqa: PLR0913 - one for each option
    *,
    place: str | None,
    file: Path | None,
    base_url: str | None,
    settings: tuple[str, ...],
    headers: tuple[str, ...],
    contract: str | None,
    document: Path | None,
    allow_writes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Remove what killed runs left behind: what carries a run's name, or a run has noted.

    DOCUMENT is a file, a URL of this machine, or a path of the server, as for `clausecheck run`.
    Names of a run start with clausecheck- and six hexadecimal digits. Each thing is looked at
    before it is removed; what may be somebody else's is left alone. Do not sweep while a run is
    at work: it would lose its resources.

    \b
    Exit codes: 0 all removed or nothing found, 1 something stayed, 2 unusable target or document.

    \b
    Examples:
      clausecheck sweep --base-url http://127.0.0.1:8000 /openapi.json
      clausecheck sweep --target target.toml --dry-run
      clausecheck sweep --target target.toml --base-url https://staging.example.com --allow-writes
    """
    need()
    from clausegen.manifest import manifest_of
    from clausegen.text.problems import SpecError

    from clausecheck.failures import SERVED
    from clausecheck.http.target import TargetError, load_target
    from clausecheck.run.arguments import document_of
    from clausecheck.world import sweeping
    from clausecheck.world.contract import UnusableError, contract_of
    from clausecheck.world.leftover import Removal

    if file is None and not base_url and not settings:
        nowhere = "sweep needs to know where: give --target FILE or --base-url URL"
        click.echo(f"clausecheck: {nowhere}", err=True)
        sys.exit(2)
    if file is None and base_url and Path("target.toml").exists():
        file = Path("target.toml")
    one = {"base-url": base_url, "contract": contract, "document": document, "target": file}
    many = {"target-set": settings, "header": headers}
    given = [f"--{name}={each}" for name, each in one.items() if each]
    given += [f"--{name}={each}" for name, found in many.items() for each in found]
    try:
        with TemporaryDirectory(prefix=SERVED) as folder:
            there = document_of(given, place, Path(folder))
            manifest = manifest_of(contract, there)
            target = load_target(
                file,
                base_url=base_url,
                settings=settings,
                headers=headers,
                allow_writes=allow_writes or dry_run,
                manifest=manifest,
            )
            left = sweeping.sweep(target, contract_of(manifest))
    except (TargetError, UnusableError, SpecError) as error:
        click.echo(f"clausecheck: {error}", err=True)
        sys.exit(2)
    outcomes = ((each, Removal(why=each.doubt) if dry_run else each.remove()) for each in left)
    tell = _put_swept if as_json else _tell_swept
    sys.exit(1 if tell(outcomes, dry_run=dry_run) else 0)


def _put_swept(outcomes: Outcomes, *, dry_run: bool) -> int:
    del dry_run
    swept = [
        {"path": each.address, "name": each.name, "removed": found.removed, "reason": found.why}
        for each, found in outcomes
    ]
    put(swept)
    return sum(each["reason"] is not None for each in swept)


def _tell_swept(outcomes: Outcomes, *, dry_run: bool) -> int:
    """Each as soon as it is gone. Gives how many stayed."""
    done = "would remove" if dry_run else "removed"
    counts: Counter[str] = Counter()
    for each, found in outcomes:
        is_done = found.removed or (dry_run and found.why is None)
        counts[done if is_done else "stayed" if found.why else WENT] += 1
        click.echo(f"{found.why or (done if is_done else WENT)}: {each}")
    told = [f"{counts[done]} {'to remove' if dry_run else 'removed'}"]
    told += [f"{counts[each]} {each}" for each in (WENT, "stayed") if counts[each]]
    click.echo(", ".join(told) if counts else "nothing to remove")
    return counts["stayed"]


main.add_command(accept)
main.add_command(matrix)
main.add_command(merge)
main.add_command(sharpness)
