"""Writes --contract-report: contract.json (see FORMAT.md), one HTML page and SARIF."""

from __future__ import annotations

import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from clausecheck.report.page import page
from clausecheck.report.sarif import sarif
from clausecheck.run.deviations import Deviation
from clausecheck.run.outcome import ClauseVerdict, Outcome

if TYPE_CHECKING:
    from clausecheck.run.run import Run

VERDICTS = ("kept", "broken", "not checked", "waived")


def write_report(folder: Path, outcome: Outcome, run: Run) -> Path:
    """Returns the page's path, for people to open."""
    folder.mkdir(parents=True, exist_ok=True)
    report = report_of(outcome, run)
    text = _without(run.target.secrets, msgspec.json.format(msgspec.json.encode(report)).decode())
    report = msgspec.json.decode(text)
    (folder / "contract.json").write_text(text + "\n", encoding="utf-8")
    (folder / "contract.sarif").write_bytes(msgspec.json.encode(sarif(report)))
    shown = folder / "index.html"
    shown.write_text(page(report), encoding="utf-8")
    return shown


def report_of(outcome: Outcome, run: Run) -> dict[str, Any]:
    """The data of contract.json."""
    document = outcome.contract.document
    known = outcome.deviations.known if outcome.deviations is not None else ()
    accepted = {each.clause: each for each in run.deviations or () if each.clause in known}
    return {
        "schema": 1,
        "tool": {"name": "clausecheck", "version": version("clausekit")},
        "document": {
            "title": document.info.title,
            "version": document.info.version,
            "file": document.file,
        },
        "target": {"base_url": run.target.base_url, "actors": sorted(run.target.actors)},
        "run": {
            "started": run.started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - run.clock, 1),
            "requests": outcome.requests,
            "depth": run.settings.depth,
            "seed": outcome.seed,
            "shortened": outcome.shortened,
        },
        "verdict": outcome.verdict,
        "headline": outcome.headline,
        "summary": {each: len(outcome.of(each)) for each in VERDICTS},  # type: ignore[arg-type]
        "clauses": [_clause(each, accepted.get(each.clause.id)) for each in outcome.verdicts],
    }


def _clause(each: ClauseVerdict, accepted: Deviation | None) -> dict[str, Any]:
    clause = each.clause
    return {
        "id": clause.id,
        "word": clause.word,
        "sentence": clause.sentence,
        "place": {"file": clause.place.file, "line": clause.place.line},
        "operation": clause.operation.id if clause.operation is not None else None,
        "schema": clause.resource,
        "attribute": clause.attribute,
        "actor": clause.actor,
        "status": clause.status,
        "verdict": each.verdict,
        "reason": each.reason,
        "requests": each.requests,
        "deviation": accepted and {"reason": accepted.reason, "expires": accepted.expires},
        "failures": [
            {
                "expected": broken.expected,
                "observed": broken.observed,
                "curl": broken.curl,
                "seen_in": seen_in,
            }
            for seen_in, broken in each.failures
        ],
    }


def _without(secrets: tuple[str, ...], text: str) -> str:
    """The last line of defence: an answer may hold another caller's token."""
    for secret in secrets:
        text = text.replace(secret, "$TOKEN")
    return text
