"""What both tools say of one provider."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from providers import PARTS, PYTHON, Provider, plain, serving

EXAMPLE = PARTS.parents[1] / "examples" / "scim"


class Run(NamedTuple):
    """Ours: clauses that break, of those checked, of all. The peer's: checks that fail, of all."""

    broken: set[str]
    checked: int
    clauses: int
    requests: int
    seconds: float
    failed: set[str]
    checks: int
    peer_seconds: float


def run(provider: Provider, fault: str | None = None) -> Run:
    """Each tool meets a server of its own."""
    with serving(provider, fault) as url:
        started = time.monotonic()
        report = ours(url)
        seconds = time.monotonic() - started
    with serving(provider, fault) as url:
        started = time.monotonic()
        said = theirs(url)
        peer_seconds = time.monotonic() - started
    print(f"{fault or provider.name}: done", file=sys.stderr)
    verdicts = {each["id"]: each["verdict"] for each in report["clauses"]}
    return Run(
        broken={name for name, each in verdicts.items() if each == "broken"},
        checked=sum(each in {"kept", "broken"} for each in verdicts.values()),
        clauses=len(verdicts),
        requests=report["run"]["requests"],
        seconds=seconds,
        failed=set(said["failed"]),
        checks=said["checks"],
        peer_seconds=peer_seconds,
    )


def ours(url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="scim-") as folder:
        command = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run", "-q"]
        command += ["--target", "target.toml", "--base-url", url, "--depth", "quick"]
        command += ["--seed", "1", "--report", folder]
        subprocess.run(command, cwd=EXAMPLE, capture_output=True, check=False)
        found: dict[str, Any] = json.loads(Path(folder, "contract.json").read_text())
        return found


def theirs(url: str) -> dict[str, Any]:
    command = [str(PYTHON), str(PARTS / "tester.py"), url]
    done = subprocess.run(command, env=plain(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {"checks": 0, "failed": [f"it ends in {done.stderr.strip().splitlines()[-1]}"]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found
