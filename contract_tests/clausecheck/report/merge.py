"""Joins the reports of a run that was split over several machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clausecheck.report.deviations import Standing
from clausecheck.report.outcome import fails_by
from clausecheck.report.reading import same_document
from clausecheck.report.verdicts import broken_of

WORST_FIRST = ("broken", "not checked", "kept", "waived")
VERDICTS = ("kept", "broken", "not checked", "waived")
"""The order of a report's summary."""
CUT = {
    "nothing exercised": "nothing could be exercised in",
    "incomplete": "the run is incomplete in",
}
"""Verdicts of a shard that a whole run may not have."""
OWN = "merge: "
"""Starts what fails a joined report alone."""
PASSING = ("kept", "deviating")


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
            found.setdefault(clause["id"], []).append(_seeded(clause, shard["run"]["seed"]))
    day = max(each["run"]["started"] for each in shards)[:10]
    clauses = [_joined(each, day) for each in found.values()]
    counts, verdict = Counter(each["verdict"] for each in clauses), _verdict(shards, clauses)
    unmet = list(dict.fromkeys(_unmet(shards)))
    missing = max(each["document"].get("clauses", 0) for each in shards) - len(clauses)
    said = [*_cut(reports), *_missing(missing)]
    return {
        **shards[0],
        "run": _run(shards),
        "verdict": verdict,
        "passes": verdict in PASSING and not (said or unmet),
        "headline": f"{'; '.join([_headline(counts, clauses), *said])}.{fails_by(unmet)}",
        "unmet": [*unmet, *(f"{OWN}{each}" for each in said)],
        "strict": any(each.get("strict", False) for each in shards),
        "summary": {each: counts[each] for each in VERDICTS},
        "since": None,
        "remarks": sorted({said for each in shards for said in each.get("remarks", ())}),
        "shards": [{"name": name, **each["run"]} for name, each in reports.items()],
        "missing": max(missing, 0),
        "clauses": clauses,
    }


def _unmet(shards: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What an earlier merge lacked another report may hold: it is looked at anew."""
    said = (each for shard in shards for each in shard.get("unmet", ()))
    yield from (each for each in said if not each.startswith(OWN))


def _seeded(clause: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Each failure with the seed that repeats it: every shard has its own."""
    return {**clause, "failures": [{"seed": seed, **each} for each in clause["failures"]]}


def _joined(same: Sequence[Mapping[str, Any]], day: str) -> dict[str, Any]:
    """What one shard says of a known deviation holds for all, whoever was given the file."""
    worst = min(same, key=lambda each: WORST_FIRST.index(each["verdict"]))
    entries = [each["listed"] for each in same if each["listed"] is not None]
    listed = min(entries, key=lambda each: each["expires"], default=None)
    standing = worst["standing"] if listed is None else _standing(worst["verdict"], listed, day)
    return {
        **worst,
        "standing": standing,
        "listed": listed,
        "deviation": listed if standing == "known" else None,
        "failures": [failure for each in same for failure in each["failures"]],
        "requests": sum(each["requests"] for each in same),
    }


def _standing(verdict: str, listed: Mapping[str, str], day: str) -> Standing | None:
    if verdict == "broken":
        return "known" if day <= listed["expires"] else "expired"
    return "repaired" if verdict == "kept" else None


def _run(shards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    runs = [each["run"] for each in shards]
    return {
        **runs[0],
        "started": min(each["started"] for each in runs),
        "seconds": max(each["seconds"] for each in runs),
        "requests": sum(each["requests"] for each in runs),
        "seeds": list(dict.fromkeys(seed for each in runs for seed in seeds_of(each))),
        "shortened": [name for each in runs for name in each.get("shortened", ())],
    }


def seeds_of(run: Mapping[str, Any]) -> list[int]:
    """Of a run, or of all that were joined into one."""
    seeds: list[int] = run.get("seeds", [run["seed"]])
    return seeds


def _verdict(shards: Sequence[Mapping[str, Any]], clauses: Sequence[Mapping[str, Any]]) -> str:
    broken = [each for each in clauses if each["verdict"] == "broken"]
    if any(each["standing"] != "known" for each in broken):
        return "broken"
    cut = next((each["verdict"] for each in shards if each["verdict"] in CUT), None)
    return cut or ("deviating" if broken else "kept")


def _cut(reports: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for verdict, said in CUT.items():
        names = [name for name, each in reports.items() if each["verdict"] == verdict]
        if names:
            yield f"{said} {' and '.join(names)}"


def _missing(missing: int) -> Iterator[str]:
    if missing > 0:
        clauses = "clause is" if missing == 1 else "clauses are"
        yield f"{missing} {clauses} in none of the reports"


def _headline(counts: Counter[str], clauses: Sequence[Mapping[str, Any]]) -> str:
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
    return text
