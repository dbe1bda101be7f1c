"""Broken clauses as SARIF 2.1.0: each result points at the line of the document that was broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(report: Mapping[str, Any]) -> dict[str, Any]:
    """A SARIF log with one rule and one result for every broken clause of contract.json's data."""
    broken = [each for each in report["clauses"] if each["verdict"] == "broken"]
    driver = {
        "name": report["tool"]["name"],
        "version": report["tool"]["version"],
        "rules": [
            {"id": each["id"], "shortDescription": {"text": each["sentence"]}} for each in broken
        ],
    }
    results = [_result(each, index) for index, each in enumerate(broken)]
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(clause: Mapping[str, Any], index: int) -> dict[str, Any]:
    observed = "; ".join(each["observed"] for each in clause["failures"])
    return {
        "ruleId": clause["id"],
        "ruleIndex": index,
        "level": "error",
        "message": {"text": f"{clause['sentence']} Observed: {observed}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": clause["place"]["file"]},
                    "region": {"startLine": clause["place"]["line"]},
                }
            }
        ],
        # The clause's id is stable, so it identifies the finding from run to run.
        "partialFingerprints": {"clause/v1": clause["id"]},
    }
