"""Runs the suite in a process of its own and measures it."""

from __future__ import annotations

import json
import os
import re
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, NamedTuple

import forking
from running import asked_of_pytest


class Ended(NamedTuple):
    """How a run ended."""

    exit_code: int | None
    """None: it did not end by itself."""
    seconds: float
    peak: float
    """Megabytes of memory at most."""
    output: str
    report: dict[str, Any] | None

    def having(self, verdict: str) -> set[str]:
        assert self.report is not None
        return {each["id"] for each in self.report["clauses"] if each["verdict"] == verdict}

    @property
    def reasons(self) -> set[str]:
        assert self.report is not None
        return {each["reason"] for each in self.report["clauses"] if each["reason"]}


def run_suite(folder: Path, *arguments: str, bound: float) -> Ended:
    """A quick run; it is killed after `bound` seconds."""
    report = folder / "report"
    asked = ("-q", "--contract-depth", "quick", "--contract-seed", "1")
    asked += ("--contract-report", str(report), *arguments)
    said = folder / "output.txt"
    said.unlink(missing_ok=True)  # of a run before it
    started = time.monotonic()
    process = forking.start(
        asked_of_pytest(*asked, modules=("",)),
        folder=folder,
        environment=os.environ,
        out=said,
        err=said,
    )
    exit_code, peak = _waited(process, started + bound)
    written = report / "contract.json"
    return Ended(
        exit_code=exit_code,
        seconds=time.monotonic() - started,
        peak=peak,
        output=said.read_text(errors="replace"),
        report=json.loads(written.read_bytes()) if written.exists() else None,
    )


def _waited(process: ForkServerProcess, until: float) -> tuple[int | None, float]:
    """Exit code (None if it had to be killed) and peak memory in MB."""
    killed, peak = False, 0.0
    while process.is_alive():
        # Not ru_maxrss: a child inherits the high-water mark of the process that started it.
        peak = max(peak, _memory(process.pid))
        if time.monotonic() > until and not killed:
            process.kill()
            killed = True
        time.sleep(0.02)
    return None if killed else process.exitcode, peak


def _memory(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
