"""SCIM's document and scim2-tester on one server of strangers, right and with each of its faults.

    python benchmarks/scim.py                  # scim2-server, and every fault of scim/faulty.py
    python benchmarks/scim.py or_is_and        # some faults, printed and not written

Ours names a fault if a clause breaks that is about it; the peer notices one if any check fails
that did not fail on the right server. The table is scim.md.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
PARTS = HERE / "scim"
ENVIRONMENT = ROOT / "build" / "services" / "scim"
PYTHON = ENVIRONMENT / "bin" / "python"
WANTED = ("scim2-server==0.8.3", "scim2-tester==0.5.2", "scim2-client[httpx2]")
SHOWN = 3
"""Names in a cell of the table."""
JOBS = os.cpu_count() or 2

sys.path.insert(0, str(PARTS))

from faulty import FAULTS  # noqa: E402 - beside this script


class Run(NamedTuple):
    """What both tools said of one server."""

    broken: set[str]
    clauses: int
    checked: int
    requests: int
    seconds: float
    failed: set[str]
    checks: int
    peer_seconds: float


def main(names: Sequence[str]) -> None:
    if wrong := set(names) - FAULTS.keys():
        sys.exit(f"no such fault: {', '.join(sorted(wrong))}; see {PARTS / 'faulty.py'}")
    install()
    right = run(None)
    chosen = list(names or FAULTS)
    with ThreadPoolExecutor(JOBS) as pool:
        runs = dict(zip(chosen, pool.map(run, chosen), strict=True))
    lines = list(table(right, runs))
    print("\n".join(lines))
    if not names:
        (HERE / "scim.md").write_text("\n".join(lines) + "\n")


def install() -> None:
    if not (ENVIRONMENT / "ready").exists():
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *WANTED], check=True)
        (ENVIRONMENT / "ready").touch()


@contextmanager
def serving(fault: str | None) -> Iterator[str]:
    """The address of a server with a fault, on a port of its own."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    command = [PYTHON, PARTS / "faulty.py", str(port), *([fault] if fault else [])]
    process = subprocess.Popen(
        command, env=_plain(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port))):
            break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}/v2"
    finally:
        process.kill()
        process.wait()


def _plain() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def run(fault: str | None) -> Run:
    """Each tool meets a server of its own."""
    with serving(fault) as url:
        started = time.monotonic()
        report = ours(url)
        seconds = time.monotonic() - started
    with serving(fault) as url:
        started = time.monotonic()
        said = theirs(url)
    print(f"{fault or 'no fault'}: done", file=sys.stderr)
    verdicts = {each["id"]: each["verdict"] for each in report["clauses"]}
    return Run(
        broken={name for name, each in verdicts.items() if each == "broken"},
        clauses=len(verdicts),
        checked=sum(each in {"kept", "broken"} for each in verdicts.values()),
        requests=report["run"]["requests"],
        seconds=seconds,
        failed=set(said["failed"]),
        checks=said["checks"],
        peer_seconds=time.monotonic() - started,
    )


def ours(url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="scim-") as folder:
        command = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run", "-q"]
        command += ["--target", "target.toml", "--base-url", url, "--depth", "quick"]
        command += ["--seed", "1", "--report", folder]
        subprocess.run(command, cwd=ROOT / "examples" / "scim", capture_output=True, check=False)
        found: dict[str, Any] = json.loads(Path(folder, "contract.json").read_text())
        return found


def theirs(url: str) -> dict[str, Any]:
    command = [PYTHON, PARTS / "tester.py", url]
    done = subprocess.run(command, env=_plain(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {"checks": 0, "failed": [f"it ends in {done.stderr.strip().splitlines()[-1]}"]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(right: Run, runs: dict[str, Run]) -> Iterator[str]:
    named = {name: sorted(set(FAULTS[name].clauses) & each.broken) for name, each in runs.items()}
    noticed = {name: sorted(each.failed - right.failed) for name, each in runs.items()}
    yield "# SCIM: this document and scim2-tester"
    yield ""
    yield "Made by `python benchmarks/scim.py`. Server: scim2-server 0.8.3, by others."
    yield ""
    yield "| | ours | scim2-tester 0.5.2 |"
    yield "|---|---|---|"
    yield f"| faults named or noticed | {_count(named)} of {len(runs)} | {_count(noticed)} |"
    yield f"| clauses or checks | {right.checked} of {right.clauses} checked | {right.checks} |"
    yield f"| said of the right server | {_list(right.broken)} | {_list(right.failed)} |"
    yield f"| seconds on it | {right.seconds:.0f} | {right.peer_seconds:.0f} |"
    yield ""
    yield "Ours breaks a clause that is about the fault; the peer fails any check that it did not"
    yield "fail on the right server."
    yield ""
    yield "| fault | clause | other clauses that break | scim2-tester |"
    yield "|---|---|---|---|"
    for name, each in runs.items():
        others = len(each.broken - right.broken - set(FAULTS[name].clauses))
        yield f"| {name} | {_list(named[name])} | {others} | {_list(noticed[name])} |"


def _count(found: dict[str, list[str]]) -> int:
    return sum(bool(each) for each in found.values())


def _list(names: set[str] | list[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return (", ".join(shown[:SHOWN]) + more) or "-"


if __name__ == "__main__":
    main(sys.argv[1:])
