"""Reports as runs have written them, for the commands that read reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clausecheck.cli import main
from click.testing import CliRunner, Result

RUN = {
    "started": "2027-01-01",
    "seconds": 1,
    "requests": 5,
    "depth": "quick",
    "seed": 1,
    "shortened": [],
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def clause(name: str, verdict: str, standing: str | None = None) -> dict[str, Any]:
    until = "2001-01-01" if standing == "expired" else "2999-01-01"
    entry = {"reason": "later", "expires": until} if standing not in {None, "new"} else None
    failure = {"expected": "a", "observed": "b", "curl": "curl x", "seen_in": name}
    return {
        "id": name,
        "word": "causes",
        "sentence": f"{name} is kept.",
        "place": {"file": "openapi.yaml", "line": 3},
        "operation": name.partition(".")[0],
        "schema": None,
        "attribute": None,
        "actor": None,
        "status": None,
        "verdict": verdict,
        "reason": "no id" if verdict == "not checked" else None,
        "requests": 2,
        "standing": standing,
        "listed": entry,
        "deviation": entry if standing == "known" else None,
        "failures": [failure] if verdict == "broken" else [],
    }


def written(folder: Path, *clauses: dict[str, Any], **changes: Any) -> str:
    """A report in the folder; gives its name."""
    verdicts = [each["verdict"] for each in clauses]
    report = {
        "schema": 1,
        "tool": {"name": "clausecheck", "version": "1"},
        "document": {"title": "Books", "version": "1", "file": "openapi.yaml", "clauses": 3},
        "target": {"base_url": "http://127.0.0.1:1", "actors": []},
        "run": {
            **RUN,
            "started": f"2027-01-0{len(clauses)}",
            "seconds": len(clauses),
        },
        "verdict": "broken" if "broken" in verdicts else "kept",
        "passes": "broken" not in verdicts,
        "headline": "x",
        "summary": {each: verdicts.count(each) for each in sorted(set(verdicts))},
        "since": None,
        "clauses": list(clauses),
        **changes,
    }
    folder.mkdir()
    (folder / "contract.json").write_text(json.dumps(report), encoding="utf-8")
    return str(folder)


def merged(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "contract.json").read_text())
    return report
