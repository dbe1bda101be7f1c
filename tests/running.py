"""The contract suite in a process of its own, as its users run it: the one way for all tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import forking
from clausecheck.run.embedded import EmbeddedMock

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "contract_tests"
SUITE = HOUSE / "clausecheck" / "suite"
GUEST = HOUSE / "giosg_contract"
DIRECTED = ("test_clauses", "test_rooms", "test_brands", "test_room_resources")
"""All modules but those that generate requests: other tests are about these."""
SEARCHING = "not (responses or test_workflow or test_story)"
"""The same as pytest's -k."""
UNUSED = tuple(
    part for each in ("schemathesis", "hypothesispytest", "anyio") for part in ("-p", f"no:{each}")
)
"""Without plugins that take a second to load."""
PATIENCE = 600
"""Seconds that a run may take; far more than it needs."""


class Done(NamedTuple):
    """A run that has ended."""

    code: int
    out: str
    err: str
    report: Mapping[str, Any]
    """contract.json; empty if none was written."""

    @property
    def clauses(self) -> Mapping[str, Mapping[str, Any]]:
        """By id."""
        return {each["id"]: each for each in self.report.get("clauses", ())}

    def ids(self, verdict: str) -> set[str]:
        return {name for name, each in self.clauses.items() if each["verdict"] == verdict}

    @property
    def shown(self) -> str:
        """What the summary says: everything after its heading."""
        return self.out.partition(" contract ====")[2]


def command(*arguments: str, modules: tuple[str, ...] = DIRECTED) -> list[str]:
    """The run as a command of its own."""
    return [sys.executable, "-m", "pytest", *asked_of_pytest(*arguments, modules=modules)]


def asked_of_pytest(*arguments: str, modules: tuple[str, ...] = DIRECTED) -> list[str]:
    """Its arguments; for giosg's contract unless another one is named."""
    found = [next(f for f in _places(each) if f.exists()) for each in modules]
    asked = [*UNUSED, "-p", "no:cacheprovider", *arguments]
    if not {"--contract", "--contract-document"} & set(arguments):
        asked += ["--contract", "giosg"]
    return [*asked, *map(str, found)]


def _places(module: str) -> tuple[Path, ...]:
    """A module of the suite or of the guest's rules; "" is the whole suite."""
    return (HOUSE, HOUSE) if not module else (SUITE / f"{module}.py", GUEST / f"{module}.py")


def run_suite(
    folder: Path,
    *arguments: str,
    modules: tuple[str, ...] = DIRECTED,
    seed: int | None = 1,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """`folder` gets the report. Without a seed, the run takes one of its own."""
    report = folder / "report"
    fixed = ["--contract-report", str(report)]
    fixed += ["--contract-seed", str(seed)] if seed is not None else []
    code, out, err = forking.ended(
        asked_of_pytest(*fixed, *arguments, modules=modules),
        folder=folder,
        environment={**os.environ, **(environment or {})},
        patience=PATIENCE,
    )
    written = report / "contract.json"
    data = json.loads(written.read_text()) if written.exists() else {}
    return Done(code, out, err, data)


def ended(
    asked: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Any other command, when it has ended, with what it said."""
    return subprocess.run(
        asked, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=cwd, env=env
    )


@contextmanager
def mock(*arguments: str) -> Iterator[Path]:
    """A running mock; gives its target file."""
    running = EmbeddedMock("--contract", "giosg", *arguments)
    try:
        yield running.target_file
    finally:
        running.stop()
