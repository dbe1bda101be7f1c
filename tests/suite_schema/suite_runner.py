"""Runs modules of the suite, in a process of their own, against a mock with faults."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
HOUSE = HERE.parents[1] / "contract_tests"
FOLDERS = (HOUSE / "clausecheck" / "suite", HOUSE / "giosg_contract")


class Outcome(NamedTuple):
    exit_code: int
    output: str
    verdicts: Mapping[str, str]
    failures: Mapping[str, list[dict[str, str]]]
    shortened: list[str]

    def having(self, verdict: str) -> set[str]:
        return {clause for clause, each in self.verdicts.items() if each == verdict}


class Runner:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []

    def run(
        self,
        *modules: str,
        faults: str = "",
        latency: int = 0,
        arguments: tuple[str, ...] = (),
    ) -> Outcome:
        """The verdicts of some modules on a mock with faults that waits before each answer (ms)."""
        target = self._serve(faults, latency)
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--contract-seed", "1"]
        command += ["--contract", "giosg"]
        command += [
            "--contract-target",
            str(target),
            "--contract-report",
            str(self._folder),
            *arguments,
        ]
        done = subprocess.run(
            [*command, *(_file(each) for each in modules)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        report = json.loads((self._folder / "contract.json").read_text())
        return Outcome(
            done.returncode,
            done.stdout + done.stderr,
            {each["id"]: each["verdict"] for each in report["clauses"]},
            {each["id"]: each["failures"] for each in report["clauses"]},
            report["run"]["shortened"],
        )

    def stop(self) -> None:
        for each in self._processes:
            each.terminate()
            each.wait()

    def _serve(self, faults: str, latency: int) -> Path:
        target = self._folder / "target.toml"
        command = [sys.executable, str(HERE / "faulty_mock.py"), faults]
        command += ["--contract", "giosg"]
        process = subprocess.Popen(
            [
                *command,
                "--contract",
                "giosg",
                "--port",
                "0",
                "--target-file",
                str(target),
                "--latency",
                str(latency),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        assert process.stdout is not None
        assert "listening" in process.stdout.readline()
        return target


def _file(module: str) -> str:
    return next(str(file) for each in FOLDERS if (file := each / f"{module}.py").exists())
