"""Mutants as a server: `python -m mutants.serve MUTANT[,MUTANT] --target-file FILE`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from clausemock.cli import main as clausemock
from dialects.variants import VARIANTS

from mutants.catalogue import by_id
from mutants.catalogue.searched import FAULTS
from mutants.stage import Change, Stage

TESTS = Path(__file__).parent.parent
PATIENCE = 30
"""Seconds until a mutant has to listen."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("names", metavar="MUTANT[,MUTANT]")
@click.argument("arguments", nargs=-1)
def main(names: str, arguments: tuple[str, ...]) -> None:
    """Serves the mock with these faults; further arguments are those of `clausemock serve`."""
    stage = Stage()
    with stage.opened():
        for name in filter(None, names.split(",")):
            change_of(name)(stage)
        given = ["serve", "--contract", "giosg", "--port", "0", *arguments]
        clausemock.main(given, standalone_mode=False)


def change_of(name: str) -> Change:
    """What a fault, a lawful variant or a mutant does to the mock."""
    if name in FAULTS:
        return FAULTS[name]
    return VARIANTS[name].change if name in VARIANTS else by_id()[name].change


@contextmanager
def served(names: str, folder: Path, *arguments: str) -> Iterator[Path | None]:
    """The target file of running mutants; None if they do not start."""
    target, log = folder / "target.toml", folder / "mutant.log"
    command = [sys.executable, "-m", "mutants.serve", names, "--target-file", str(target)]
    command += arguments
    paths = [str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with (
        log.open("wb") as said,
        subprocess.Popen(command, env=environment, stdout=said, stderr=said) as run,
    ):
        try:
            yield target if _listens(run, target, log) else None
        finally:
            run.terminate()
            try:
                run.wait(timeout=5)
            except subprocess.TimeoutExpired:
                run.kill()


def _listens(process: subprocess.Popen[bytes], target: Path, log: Path) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if target.exists() and b"listening on" in log.read_bytes():
            return True
        time.sleep(0.05)
    return False


if __name__ == "__main__":
    main()
