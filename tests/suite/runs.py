"""Runs the contract suite in a process of its own, as its users do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from clausecheck.run.embedded import EmbeddedMock

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "contract_tests" / "clausecheck" / "suite"
GUEST = ROOT / "contract_tests" / "giosg_contract"
DIRECTED = ("test_clauses.py", "test_rooms.py", "test_brands.py", "test_room_resources.py")
"""All modules but those that generate requests: other tests are about these."""
UNUSED = ("schemathesis", "hypothesispytest", "anyio")
"""Plugins that take a second to load."""


class Done(NamedTuple):
    """A run that has ended."""

    code: int
    out: str
    err: str
    clauses: Mapping[str, Mapping[str, Any]]
    """From contract.json, by id."""

    def ids(self, verdict: str) -> set[str]:
        return {name for name, each in self.clauses.items() if each["verdict"] == verdict}

    @property
    def shown(self) -> str:
        """What the summary says: everything after its heading."""
        return self.out.partition(" contract ====")[2]


def run_suite(folder: Path, *arguments: str, modules: tuple[str, ...] = DIRECTED) -> Done:
    """`folder` gets the report."""
    report = folder / "report"
    fixed = ["-p", "no:cacheprovider", "--contract-seed", "1", "--contract-report", str(report)]
    fixed += [part for each in UNUSED for part in ("-p", f"no:{each}")]
    if not {"--contract", "--contract-document"} & set(arguments):
        fixed += ["--contract", "giosg"]
    paths = [str(next(f / each for f in (SUITE, GUEST) if (f / each).exists())) for each in modules]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *fixed, *arguments, *paths],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        cwd=folder,
    )
    written = report / "contract.json"
    data = json.loads(written.read_text()) if written.exists() else {"clauses": []}
    clauses = {each["id"]: each for each in data["clauses"]}
    return Done(done.returncode, done.stdout, done.stderr, clauses)


@contextmanager
def mock(*arguments: str) -> Iterator[Path]:
    """A running mock; gives its target file."""
    running = EmbeddedMock("--contract", "giosg", *arguments)
    try:
        yield running.target_file
    finally:
        running.stop()
