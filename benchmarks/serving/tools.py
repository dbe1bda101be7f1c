"""The two tools, each at a service that runs, and what they found."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

from serving.service import HERE, Service
from serving.shown import send

OURS = 3600  # seconds for the suite: Prefect's 1,791 clauses take half of it alone
LIMIT = 120  # seconds for schemathesis, which would go on for hours on a large document


def ours(service: Service, folder: Path, url: str) -> dict[str, Any]:
    report = folder / "report"
    shutil.rmtree(report, ignore_errors=True)
    command = [
        str(Path(sys.executable).parent / "clausecheck"),
        "run",
        "--base-url",
        url + service.prefix,
    ]
    command += ["--depth", "quick", "--seed", "1", "--report", str(report)]
    if service.words:
        command += _guest(service, folder)
    for key in ("token", "username", "password"):
        if (value := getattr(service, key)) and not service.words:
            command += ["--target-set", f"actors.owner.{key}={value}"]
    if service.document != "/openapi.json" and not service.words:
        command.append(_document(service, folder, url))
    with (folder / "ours.log").open("wb") as log:
        ended = _until_limit(command, folder, log)
    told = json.loads((report / "contract.json").read_text())
    clauses = [each for each in told["clauses"] if each["verdict"] != "waived"]
    return {
        "ended": ended,
        "counts": Counter(each["verdict"] for each in clauses),
        "requests": told["run"]["requests"],
        "broken": {
            each["id"]: each["failures"][0]["observed"]
            for each in clauses
            if each["verdict"] == "broken"
        },
        "unchecked": Counter(each["reason"] for each in clauses if each["reason"]),
    }


def _guest(service: Service, folder: Path) -> list[str]:
    """Contract, words and target of an example, beside the document of what is installed."""
    for each in (HERE.parent / service.words).iterdir():
        if each.suffix in {".toml", ".yaml"}:
            shutil.copy(each, folder)
    document = tomllib.loads((folder / "contract.toml").read_text())["document"]
    shutil.copy(next(folder.glob("openapi.*")), folder / document)
    return ["--contract", str(folder / "contract.toml"), "--target", str(folder / "target.toml")]


def _until_limit(command: list[str], folder: Path, log: BinaryIO) -> bool:
    """Whether it was asked to end before it was through: as by Ctrl-C, which cleans up."""
    with subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
        try:
            process.wait(OURS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            return True
    return False


def _document(service: Service, folder: Path, url: str, *, always: bool = False) -> str:
    """Its place at the service; a file where it is not served.

    `always` a file: schemathesis waits ten seconds for a document, which is not enough for all.
    """
    if service.is_served and not always:
        return service.document
    file = folder / "openapi.yaml"
    if service.is_served:
        file.write_bytes(send(service, "GET", url + service.document))
    return str(next(folder.glob("openapi.*")))


def theirs(service: Service, folder: Path, url: str) -> dict[str, Any]:
    place = _document(service, folder, url, always=True)
    report = folder / "schemathesis.json"
    report.unlink(missing_ok=True)
    st = str(Path(sys.executable).parent / "st")
    command = [st, "run", place, "--url", url + service.prefix, "--checks", "all", "--seed", "1"]
    command += ["--max-time", str(LIMIT), "--report-json-path", str(report), "--no-color"]
    command += [
        part for name, value in service.credentials.items() for part in ("-H", f"{name}: {value}")
    ]
    with (folder / "theirs.log").open("wb") as log, contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, cwd=folder, stdout=log, stderr=log, timeout=2 * LIMIT)
    return _told(report)


def _told(report: Path) -> dict[str, Any]:
    """Its failures by title, with their operations."""
    if not report.exists() or not report.stat().st_size:
        return {"failures": {"no report was written": []}, "requests": "?"}
    told = json.loads(report.read_text())
    failures = {each["title"]: each["operations"] for each in told["failures"]}
    return {"failures": failures, "requests": told["test_cases"]["generated"]}
