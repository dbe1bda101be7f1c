"""What a suite said about a mutant, against what it had to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from mutants.mutant import KINDS, Mutant

Fate = Literal["killed", "survived", "over-reported", "failed"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one run of the suite against one mutant."""

    mutant: str
    kind: str
    fate: Fate
    missed: tuple[str, ...] = ()
    """Clauses that are broken, and not reported."""
    wrong: tuple[str, ...] = ()
    """Clauses that are reported, and not broken."""
    seconds: float = 0
    reason: str = ""
    """Why the run failed."""


def judge(mutant: Mutant, report: Mapping[str, Any], seconds: float) -> Verdict:
    """`report` is the suite's contract.json."""
    broken = {each["id"] for each in report["clauses"] if each["verdict"] == "broken"}
    missed = tuple(sorted(mutant.breaks - broken))
    wrong = tuple(sorted(broken - mutant.breaks - mutant.also))
    fate: Fate = "survived" if missed else "over-reported" if wrong else "killed"
    return Verdict(
        mutant=mutant.id,
        kind=mutant.kind,
        fate=fate,
        missed=missed,
        wrong=wrong,
        seconds=round(seconds, 1),
    )


def failed(mutant: Mutant, reason: str) -> Verdict:
    """The suite did not get as far as a report."""
    return Verdict(mutant=mutant.id, kind=mutant.kind, fate="failed", reason=reason)


def line(verdict: Verdict) -> str:
    """One verdict on one line."""
    faults = [
        f"{what}: {', '.join(clauses)}"
        for what, clauses in (("missed", verdict.missed), ("wrong", verdict.wrong))
        if clauses
    ]
    told = "; ".join([*faults, verdict.reason] if verdict.reason else faults)
    return f"{verdict.fate:13} {verdict.mutant}{f'  ({told})' if told else ''}"


def table(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The kill table: a line a kind, then all that were not killed exactly."""
    found = sorted(verdicts, key=lambda each: (KINDS.index(each.kind), each.mutant))
    fates: tuple[Fate, ...] = ("killed", "survived", "over-reported", "failed")
    yield f"{'kind':12} {'mutants':>8}" + "".join(f" {each:>14}" for each in fates)
    for kind in KINDS:
        counts = Counter(each.fate for each in found if each.kind == kind)
        if counts:
            yield _row(kind, counts, fates)
    yield _row("all", Counter(each.fate for each in found), fates)
    rest = [line(each) for each in found if each.fate != "killed"]
    yield from ["", *rest] if rest else ()


def _row(name: str, counts: Counter[Fate], fates: tuple[Fate, ...]) -> str:
    return f"{name:12} {counts.total():>8}" + "".join(f" {counts[each]:>14}" for each in fates)
