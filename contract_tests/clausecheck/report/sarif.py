"""Broken clauses as SARIF 2.1.0: each result points at the line of the document that was broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausecheck.report.deviations import listed_as
from clausecheck.report.places import is_elsewhere, uri

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "SRCROOT"
"""The repository: whoever reads the log knows where that is."""


def sarif(report: Mapping[str, Any]) -> dict[str, Any]:
    """A SARIF log with one rule and one result for every broken clause of contract.json's data.

    A known deviation is a suppressed result; an entry that can go is a notification.
    """
    broken = [each for each in report["clauses"] if each["verdict"] == "broken"]
    driver = {
        "name": report["tool"]["name"],
        "version": report["tool"]["version"],
        "rules": [
            {"id": each["id"], "shortDescription": {"text": each["sentence"]}} for each in broken
        ],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "results": [_result(each, index) for index, each in enumerate(broken)],
        "columnKind": "unicodeCodePoints",
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(report: Mapping[str, Any]) -> dict[str, Any]:
    """Of a run that fails by an entry that can go, no result would tell: it has no success."""
    repaired = [each for each in report["clauses"] if each["standing"] == "repaired"]
    texts = [f"{each['id']} is kept again: its known deviation can go." for each in repaired]
    fails = bool(repaired) and report.get("strict", False)
    ended = report["verdict"] in {"kept", "deviating", "broken"}
    level = "error" if fails else "note"
    return {
        "executionSuccessful": ended and not fails,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": each}} for each in texts
        ],
    }


def _result(clause: Mapping[str, Any], index: int) -> dict[str, Any]:
    observed = "; ".join(each["observed"] for each in clause["failures"])
    said = [clause["sentence"], f"Observed: {observed}"]
    if clause["standing"] == "expired":
        said.insert(1, f"{listed_as(clause)}.")
    result = {
        "ruleId": clause["id"],
        "ruleIndex": index,
        "level": "warning" if clause["standing"] == "known" else "error",
        "message": {"text": " ".join(said)},
        "locations": [{"physicalLocation": _location(clause["place"])}],
        # The clause's id is stable, so it identifies the finding from run to run.
        "partialFingerprints": {"clause/v1": clause["id"]},
    }
    if clause["standing"] == "known":
        listed = clause["listed"]
        why = f"{listed['reason']} (until {listed['expires']})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _location(place: Mapping[str, Any]) -> dict[str, Any]:
    artifact = {"uri": uri(place["file"])}
    if not is_elsewhere(place["file"]):
        artifact["uriBaseId"] = ROOT
    return {"artifactLocation": artifact, "region": {"startLine": place["line"]}}
