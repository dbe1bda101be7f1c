"""What a run of the suite costs, beside schemathesis' CLI at the same mock.

    python benchmarks/suite.py           # everything; suite.md is written
    python benchmarks/suite.py quick     # some rows, printed alone

Each row is a fresh mock and a fresh process, start-up and clean-up included. Seconds are of the
wall, processor seconds those of the tool without the mock. The peer has all checks, the owner's
token and as much time as ours took at standard depth. Ends with 1 where a verdict differs between
the rows of ours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from clausecheck.http.target import load_target
from clausecheck.run.embedded import EmbeddedMock
from clausegen.manifest import manifest_of

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
BROKEN = ("ordering", "filter", "pagination", "deletion", "uniqueness", "stored", "causes")
"""Words that the mock does not keep in the row of a server that breaks much."""


class Row(msgspec.Struct):
    """What one run took, and what it said."""

    name: str
    requests: int
    seconds: float
    processor: float
    said: str
    verdicts: dict[str, str] = {}

    @property
    def line(self) -> str:
        a_second = self.requests / self.seconds
        cost = 1000 * self.processor / self.requests if self.requests else 0
        return (
            f"| {self.name} | {self.requests:,} | {self.seconds:.1f} | {self.processor:.1f} | "
            f"{a_second:.0f} | {cost:.2f} | {self.said} |"
        )


def measured(name: str, run: Callable[[Path, Path], tuple[int, str, dict[str, str]]]) -> Row:
    """`run` takes the mock's target file and a folder; it gives requests, words and verdicts."""
    mock = EmbeddedMock("--contract", "giosg")
    try:
        with tempfile.TemporaryDirectory() as folder:
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            requests, said, verdicts = run(mock.target_file, Path(folder))
            seconds = time.monotonic() - started
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
    finally:
        mock.stop()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Row(name, requests, seconds, processor, said, verdicts)


def ours(*options: str) -> Callable[[Path, Path], tuple[int, str, dict[str, str]]]:
    def run(target: Path, folder: Path) -> tuple[int, str, dict[str, str]]:
        report = folder / "report"
        command = [BIN / "pytest", HERE.parent / "contract_tests", "-q", "--contract-seed", "1"]
        command += ["--contract-target", target, "--contract-report", report, *options]
        subprocess.run(command, cwd=HERE.parent, capture_output=True, check=False)
        told = json.loads((report / "contract.json").read_text())
        verdicts = {each["id"]: each["verdict"] for each in told["clauses"]}
        kept = sum(each == "kept" for each in verdicts.values())
        return told["run"]["requests"], f"{kept} of {len(verdicts)} clauses kept", verdicts

    return run


def theirs(seconds: float) -> Callable[[Path, Path], tuple[int, str, dict[str, str]]]:
    def run(target: Path, folder: Path) -> tuple[int, str, dict[str, str]]:
        at, report = load_target(target), folder / "report.json"
        owner = at.owner
        bundle = folder / "openapi.json"
        document = str(manifest_of("giosg").document)
        subprocess.run([BIN / "clausegen", "bundle", document, "-o", bundle], check=True)
        command = [BIN / "st", "run", bundle, "--url", at.base_url, "--checks", "all"]
        command += ["--seed", "1", "--max-time", str(int(seconds)), "--report-json-path", report]
        command += ["-H", f"Authorization: {owner.scheme} {owner.token}", "--no-color"]
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        told: Any = json.loads(report.read_text())
        failures = len(told["failures"])
        return told["test_cases"]["generated"], f"{failures} kinds of failures", {}

    return run


def first_broken() -> str:
    """Until the first broken clause is told of a mock without many of its words."""
    words = [each for word in BROKEN for each in ("--without", word)]
    mock = EmbeddedMock("--contract", "giosg", *words)
    command = [BIN / "pytest", HERE.parent / "contract_tests", "-v", "--contract-seed", "1"]
    command += ["--contract-depth", "quick", "--contract-target", mock.target_file]
    started = time.monotonic()
    try:
        with subprocess.Popen(
            list(map(str, command)),
            cwd=HERE.parent,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if " broken " in line:
                    break
            seconds = time.monotonic() - started
            process.kill()
    finally:
        mock.stop()
    return f"{seconds:.1f} s until the first broken clause, on a mock without {', '.join(BROKEN)}."


def linted() -> str:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    command = [BIN / "clausegen", "lint", manifest_of("giosg").document]
    subprocess.run(command, capture_output=True, check=True)
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{seconds:.2f} s for `clausegen lint` of the document, {spent:.2f} of the processor."


HEAD = """\
# What a run costs

Made by `python benchmarks/suite.py` on {cores} cores, with a load of {load:.1f} when it began.
Each row is a fresh mock and a fresh process, start-up and clean-up included; the processor's
seconds are without the mock's.

| run | requests | seconds | processor | requests a second | ms of processor a request | says |
|---|---:|---:|---:|---:|---:|---|"""

RUNS = {
    "quick": ("--contract-depth", "quick"),
    "quick -n 2": ("--contract-depth", "quick", "-n", "2"),
    "standard": ("--contract-depth", "standard"),
    "standard -n 2": ("--contract-depth", "standard", "-n", "2"),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", help=f"of {', '.join(RUNS)}; every one unless named")
    asked = parser.parse_args().rows
    if wrong := set(asked) - set(RUNS):
        parser.error(f"no such row: {', '.join(sorted(wrong))}")
    lines = [HEAD.format(cores=os.cpu_count(), load=os.getloadavg()[0])]
    rows: list[Row] = []
    for name in asked or RUNS:
        rows.append(measured(name, ours(*RUNS[name])))
        print(rows[-1].line, flush=True)
    lines += [each.line for each in rows]
    if not asked:
        seconds = next(each.seconds for each in rows if each.name == "standard")
        peer = measured("schemathesis, all checks", theirs(seconds))
        print(peer.line, flush=True)
        ratio = (rows[0].requests / rows[0].seconds) / (peer.requests / peer.seconds)
        lines += [peer.line, "", f"{ratio:.1f} times the peer's requests a second, at quick depth."]
        lines += ["", first_broken(), "", linted()]
        (HERE / "suite.md").write_text("\n".join(lines) + "\n")
        print("\n".join(lines[-5:]))
    return int(any(each.verdicts != rows[0].verdicts for each in rows))


if __name__ == "__main__":
    sys.exit(main())
