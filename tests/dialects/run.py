"""The suite against random combinations of dialects: `python -m dialects.run`, `make dialects`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from random import Random

import click
import msgspec
from giosg_mock.dialects import DIALECTS
from mutants.serve import served
from running import mock, run_suite

from dialects.variants import VARIANTS

TOGETHER = 13
"""Dialects of one run: each seed runs all of them, in four implementations."""

EXAMPLES = """
\b
Examples:
  python -m dialects.run
  python -m dialects.run --seeds 3 --jobs 1
  python -m dialects.run --only tiny_pages,text_errors
  python -m dialects.run --variants --seeds 1
  python -m dialects.run --only english_only --seeds 1
"""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the suite said of one lawful implementation."""

    seed: int
    names: tuple[str, ...]
    broken: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    """Clause and reason."""
    seconds: float = 0

    @property
    def is_fair(self) -> bool:
        return not self.broken

    def __str__(self) -> str:
        told = [f"seed {self.seed} {self.seconds:.0f} s {','.join(self.names)}"]
        told += [f"    broken {each}" for each in self.broken]
        told += [f"    not checked {each}" for each in self.not_checked]
        return "\n".join(told)


@click.command(epilog=EXAMPLES)
@click.option("--seeds", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--only", metavar="NAMES", help="One combination, its names joined by commas.")
@click.option("--variants", is_flag=True, help="The variants that change the mock's code.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 2, show_default=True)
def main(*, seeds: int, only: str | None, variants: bool, jobs: int) -> None:
    """Runs the suite against every dialect, combined anew for each seed.

    Exit code 1 if a clause is called broken.
    """
    fixed = [tuple(only.split(","))] if only else [(each,) for each in VARIANTS] * variants
    wanted = [(seed, each) for seed in range(1, seeds + 1) for each in fixed or combined(seed)]
    unfair = 0
    for number, verdict in enumerate(run_all(wanted, jobs), 1):
        unfair += not verdict.is_fair
        click.echo(f"{number:3}/{len(wanted)} {'kept' if verdict.is_fair else 'BLAMED'} {verdict}")
    click.echo(f"{len(wanted)} lawful implementations, {unfair} blamed")
    sys.exit(bool(unfair))


def combined(seed: int, together: int = TOGETHER) -> list[tuple[str, ...]]:
    """Every dialect once, in groups. Of two that contradict each other the later one holds."""
    names = list(DIALECTS)
    Random(seed).shuffle(names)
    return [tuple(names[start : start + together]) for start in range(0, len(names), together)]


def run_all(wanted: Sequence[tuple[int, tuple[str, ...]]], jobs: int) -> Iterator[Verdict]:
    """The verdicts in the order in which they are ready."""
    with ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(run_one, seed, names) for seed, names in wanted]
        try:
            for each in as_completed(running):
                yield each.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def run_one(
    seed: int, names: tuple[str, ...], *, fault: str | None = None, select: str | None = None
) -> Verdict:
    """Serves the dialects, with one word switched off if asked for, and runs the suite."""
    begin = time.monotonic()
    asked = ["--tb=no", *(["-k", select] if select else [])]
    with tempfile.TemporaryDirectory(prefix="dialects-") as name:
        folder = Path(name)
        with _serving(names, fault, folder) as target:
            told = ["--contract-target", str(target), *asked]
            done = run_suite(folder, *told, modules=("",), seed=seed)
    if not done.report:
        return Verdict(seed=seed, names=names, broken=(f"no report: {done.out[-500:]}",))
    clauses = done.report["clauses"]
    unknown = [each for each in clauses if each["verdict"] == "not checked"]
    return Verdict(
        seed=seed,
        names=names,
        broken=tuple(each["id"] for each in clauses if each["verdict"] == "broken"),
        not_checked=tuple(f"{each['id']}: {each['reason']}" for each in unknown),
        seconds=time.monotonic() - begin,
    )


@contextmanager
def _serving(names: tuple[str, ...], fault: str | None, folder: Path) -> Iterator[Path]:
    """A mock of these dialects and variants."""
    changed = [each for each in names if each in VARIANTS]
    dialects = [each for each in names if each not in VARIANTS]
    dialects += [VARIANTS[each].dialect for each in changed if VARIANTS[each].dialect]
    arguments = ["--dialect", ",".join(dialects)] if dialects else []
    arguments += ["--without", fault] if fault else []
    if not changed:
        with mock(*arguments) as target:
            yield target
        return
    with served(",".join(changed), folder, *arguments) as started:
        if started is None:
            raise click.ClickException(f"{','.join(changed)} did not start")
        yield started


if __name__ == "__main__":
    main()
