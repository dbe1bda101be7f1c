"""Joins the reports of a run that was split over several machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from clausecheck.report.outcome import fails_by
from clausecheck.report.reading import same_document
from clausecheck.report.verdicts import broken_of

WORST_FIRST = ("broken", "not checked", "kept", "waived")
VERDICTS = ("kept", "broken", "not checked", "waived")
"""The order of a report's summary."""
INCOMPLETE = ("nothing exercised", "incomplete")


def merge(reports: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """One report of all; the keys are the shards' names. Raises ReportError if they do not fit.

    A clause that several shards speak of gets its worst verdict, and all its failures. What no
    shard speaks of is *not checked* only if a shard says so: `missing` counts the rest.
    """
    same_document({name: dict(each) for name, each in reports.items()})
    shards = list(reports.values())
    found: dict[str, list[Mapping[str, Any]]] = {}
    for shard in shards:
        for clause in shard["clauses"]:
            found.setdefault(clause["id"], []).append(clause)
    clauses = [_joined(each) for each in found.values()]
    counts = Counter(each["verdict"] for each in clauses)
    unmet = list(dict.fromkeys(said for each in shards for said in each.get("unmet", ())))
    missing = max(each["document"].get("clauses", 0) for each in shards) - len(clauses)
    return {
        **shards[0],
        "run": _run(shards),
        "verdict": _verdict(shards, clauses),
        "passes": missing <= 0 and all(each.get("passes") for each in shards),
        "headline": f"{_headline(counts, clauses, missing)}{fails_by(unmet)}",
        "unmet": unmet,
        "summary": {each: counts[each] for each in VERDICTS},
        "since": None,
        "remarks": sorted({said for each in shards for said in each.get("remarks", ())}),
        "shards": [{"name": name, **each["run"]} for name, each in reports.items()],
        "missing": max(missing, 0),
        "clauses": clauses,
    }


def _joined(same: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    worst = min(same, key=lambda each: WORST_FIRST.index(each["verdict"]))
    failures = [failure for each in same for failure in each["failures"]]
    return {**worst, "failures": failures, "requests": sum(each["requests"] for each in same)}


def _run(shards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    runs = [each["run"] for each in shards]
    return {
        **runs[0],
        "started": min(each["started"] for each in runs),
        "seconds": max(each["seconds"] for each in runs),
        "requests": sum(each["requests"] for each in runs),
        "shortened": [name for each in runs for name in each.get("shortened", ())],
    }


def _verdict(shards: Sequence[Mapping[str, Any]], clauses: Sequence[Mapping[str, Any]]) -> str:
    broken = [each for each in clauses if each["verdict"] == "broken"]
    if any(each["standing"] != "known" for each in broken):
        return "broken"
    cut = next((each["verdict"] for each in shards if each["verdict"] in INCOMPLETE), None)
    return cut or ("deviating" if broken else "kept")


def _headline(counts: Counter[str], clauses: Sequence[Mapping[str, Any]], missing: int) -> str:
    known = sum(each["verdict"] == "broken" and each["standing"] == "known" for each in clauses)
    broken = counts["broken"] - known
    deviations = f"{known} known deviation{'' if known == 1 else 's'}"
    if broken:
        text = broken_of(broken, len(clauses))
        text += f", beside {deviations}" if known else ""
    else:
        text = f"No clause is broken{f', but for {deviations}' if known else ''}"
    if counts["not checked"]:
        text += f"; {counts['not checked']} could not be checked"
    if missing > 0:
        text += f"; {missing} {'is' if missing == 1 else 'are'} in none of the reports"
    return f"{text}."
