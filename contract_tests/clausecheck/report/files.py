"""Writes --contract-report: contract.json (see FORMAT.md), one HTML page and SARIF."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from clausegen.text.written import write

from clausecheck.report.outcome import Outcome
from clausecheck.report.page import page
from clausecheck.report.places import in_repository
from clausecheck.report.sarif import sarif
from clausecheck.report.verdicts import ClauseVerdict

SHARPNESS = "sharpness.json"
VERDICTS = ("kept", "broken", "not checked", "waived")


def data_of(outcome: Outcome, folder: Path | None) -> dict[str, Any]:
    """The data of contract.json, and what the folder tells of earlier runs."""
    report = report_of(outcome)
    beside: dict[str, Any] = {"since": None, "sharpness": None}
    if folder is not None:
        beside["since"] = since(report, folder / "contract.json")
        beside["sharpness"] = sharpness_of(folder, report)
    return {**report, **beside}


def write_files(folder: Path, report: Mapping[str, Any]) -> Path:
    """The files of a report's data; returns the page's path. Raises UnwritableError."""
    text = msgspec.json.format(msgspec.json.encode(report)).decode()
    write(folder / "contract.json", text + "\n")
    write(folder / "contract.sarif", msgspec.json.encode(sarif(report)))
    shown = folder / "index.html"
    write(shown, page(report))
    return shown


def report_of(outcome: Outcome) -> dict[str, Any]:
    """The data of contract.json."""
    document, made = outcome.contract.document, outcome.conditions
    here = Path.cwd()
    return {
        "schema": 1,
        "tool": {"name": "clausecheck", "version": version("clausekit")},
        "document": {
            "title": document.info.title,
            "version": document.info.version,
            "file": in_repository(document.file, here),
            "clauses": len(outcome.contract.clauses),
        },
        "target": {"base_url": made.target.shown_url, "actors": sorted(made.target.actors)},
        "run": {
            "started": made.started.isoformat(timespec="seconds"),
            "seconds": round(made.seconds, 1),
            "requests": outcome.requests,
            "depth": made.settings.depth,
            "seed": made.settings.seed,
            "shortened": list(outcome.shortened),
        },
        "verdict": outcome.verdict,
        "passes": outcome.passes,
        "headline": outcome.headline,
        "unmet": list(outcome.unmet),
        "strict": outcome.deviations is not None and outcome.deviations.strict,
        "remarks": list(outcome.remarks),
        "summary": {each: len(outcome.of(each)) for each in VERDICTS},  # type: ignore[arg-type]
        "clauses": [_clause(each, outcome, here) for each in outcome.verdicts],
    }


def _clause(each: ClauseVerdict, outcome: Outcome, here: Path) -> dict[str, Any]:
    clause = each.clause
    known = outcome.deviations
    standing = known.standing(clause.id) if known else None
    entry = known.entry(clause.id) if known else None
    listed = entry and {"reason": entry.reason, "expires": entry.expires.isoformat()}
    return {
        "id": clause.id,
        "word": clause.word,
        "sentence": clause.sentence,
        "place": {"file": in_repository(clause.place.file, here), "line": clause.place.line},
        "operation": clause.operation.id if clause.operation is not None else None,
        "schema": clause.resource,
        "attribute": clause.attribute,
        "actor": clause.actor,
        "status": clause.status,
        "verdict": each.verdict,
        "reason": each.reason,
        "requests": each.requests,
        "standing": standing,
        "listed": listed,
        "deviation": listed if standing == "known" else None,
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


def since(report: Mapping[str, Any], earlier: Path) -> dict[str, Any] | None:
    """What is broken and what is mended since the report that stands in the file, if one does."""
    try:
        old = msgspec.json.decode(earlier.read_bytes())
        if old["document"]["title"] != report["document"]["title"]:
            return None
        before = {each["id"]: each["verdict"] for each in old["clauses"]}
        started = old["run"]["started"]
    except (OSError, msgspec.DecodeError, LookupError, TypeError):
        return None
    now = {each["id"]: each["verdict"] for each in report["clauses"]}
    return {
        "started": started,
        "broken": [
            name for name, each in now.items() if each == "broken" != before.get(name, "broken")
        ],
        "mended": [
            name for name, each in now.items() if each == "kept" and before.get(name) == "broken"
        ],
    }


def sharpness_of(folder: Path, report: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `clausecheck sharpness` left in the folder, if it is about the same document."""
    try:
        found = msgspec.json.decode((folder / SHARPNESS).read_bytes())
        if any(
            found["document"][each] != report["document"][each] for each in ("title", "version")
        ):
            return None
        attempts = found.pop("attempts")
        found["survivors"] = [
            {"clause": each["clause"], "told": each["told"]}
            for each in attempts
            if each["result"] == "survived"
        ]
        kept = ("finished", "share", "named", "survived", "others", "words", "survivors")
        return {each: found[each] for each in kept}
    except (OSError, msgspec.DecodeError, LookupError, TypeError, AttributeError):
        return None
