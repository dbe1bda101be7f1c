"""The contract suite against every mutant: `python -m mutants.run`, or `make mutants`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

import click
import msgspec
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from running import SEARCHING, run_suite

from mutants.catalogue import every
from mutants.mutant import Mutant
from mutants.serve import served
from mutants.verdict import Verdict, failed, judge, line, table

Scope = Literal["all", "directed", "near", "broken"]
SEARCHED = ".responses"
"""How the clauses end that only generated requests decide."""

EXAMPLES = """
\b
Examples:
  python -m mutants.run
  python -m mutants.run -k listRooms --jobs 1
  python -m mutants.run -k deleteBrand-204 --scope near
  python -m mutants.run --sample 40 --seed 7
  python -m mutants.run --json kill-table.json
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "-k", "words", multiple=True, metavar="TEXT", help="Only mutants whose name holds it."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only mutants of this kind.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Only N of them, by seed.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the suite.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 2, show_default=True)
@click.option(
    "--scope",
    type=click.Choice(("all", "directed", "near", "broken")),
    default="all",
    show_default=True,
    help="Check all clauses, all without searching, those of what a mutant touches, or breaks.",
)
@click.option(
    "--json", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write the verdicts."
)
def main(  # noqa: PLR0913 - an option each
    *,
    words: Sequence[str],
    kinds: Sequence[str],
    sample: int | None,
    seed: int,
    jobs: int,
    scope: Scope,
    file: Path | None,
) -> None:
    """Runs the contract suite against each mutant and prints the kill table.

    Exit code 1 unless the suite names exactly the broken clauses of each.
    """
    chosen = [
        each
        for each in every()
        if (not words or any(word in each.id for word in words))
        and (not kinds or each.kind in kinds)
    ]
    if not chosen:
        raise click.ClickException("no mutant has such a name or kind")
    if sample is not None:
        chosen = Random(seed).sample(chosen, min(sample, len(chosen)))
    verdicts: list[Verdict] = []
    for verdict in run_all(chosen, seed=seed, jobs=jobs, scope=scope):
        verdicts.append(verdict)
        click.echo(f"{len(verdicts):3}/{len(chosen)} {line(verdict)}")
        if file is not None:
            file.write_bytes(msgspec.json.format(msgspec.json.encode(verdicts)))
    click.echo()
    for text in table(verdicts):
        click.echo(text)
    sys.exit(any(each.fate != "killed" for each in verdicts))


def run_all(
    mutants: Sequence[Mutant], *, seed: int, jobs: int, scope: Scope = "all"
) -> Iterator[Verdict]:
    """The verdicts in the order in which they are ready."""
    with ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(run_one, each, seed=seed, scope=scope) for each in mutants]
        try:
            for each in as_completed(running):
                yield each.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def run_one(mutant: Mutant, *, seed: int, scope: Scope = "all") -> Verdict:
    """Serves the mutant, runs the suite against it and judges the report."""
    begin = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="mutant-") as name,
        served(mutant.id, Path(name)) as target,
    ):
        if target is None:
            return failed(mutant, "the mutant did not start")
        asked = ["--contract-target", str(target), "--contract-depth", "standard", "--tb=no"]
        asked += ["-k", _chosen(mutant, scope)] if scope != "all" else []
        try:
            done = run_suite(Path(name), *asked, modules=("",), seed=seed)
        except TimeoutError:
            return failed(mutant, "the suite did not end")
        if not done.report:
            lines = (done.out + done.err).strip().splitlines() or ["it said nothing"]
            return failed(mutant, f"the suite wrote no report: {lines[-1]}")
    return judge(mutant, done.report, time.monotonic() - begin)


def _chosen(mutant: Mutant, scope: Scope) -> str:
    """The items to run, as pytest's -k takes them."""
    affected = mutant.breaks | mutant.also
    if scope == "directed":
        searched = [each for each in mutant.breaks if each.endswith(SEARCHED)]
        return " or ".join([SEARCHING, *searched])
    if scope == "broken":
        return " or ".join(sorted(affected))
    owners = {each.partition(".")[0] for each in affected}
    return " or ".join(each for each in _clauses() if each.partition(".")[0] in owners)


@cache
def _clauses() -> tuple[str, ...]:
    return tuple(each.id for each in clauses(load_api(manifest_of("giosg").document)))


if __name__ == "__main__":
    main()
