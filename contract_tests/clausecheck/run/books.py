"""What a run collects: the findings of its items, and what one process counted."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from clausecheck.http.client import Client
from clausecheck.report.verdicts import Finding
from clausecheck.run.findings import from_report
from clausecheck.search.judging import Judge


class Tally(msgspec.Struct, kw_only=True):
    """What one process counted; xdist's controller adds up its workers'."""

    modules: set[str] = msgspec.field(default_factory=set)
    """Paths of the suite's modules that were collected."""
    deselected: bool = False
    requests: int = 0
    successes: int = 0
    lost: set[str] = msgspec.field(default_factory=set)
    """Why the target could not be checked to the end."""
    left_behind: list[str] = msgspec.field(default_factory=list)
    shortened: list[str] = msgspec.field(default_factory=list)
    """Items that the clock ended: a run with the same seed may come further, or less far."""
    remarks: dict[str, int] = msgspec.field(default_factory=dict)
    """What no clause speaks of and is worth knowing, and how often it was seen."""

    def add(self, other: Tally) -> None:
        self.modules |= other.modules
        self.deselected |= other.deselected
        self.requests += other.requests
        self.successes += other.successes
        self.lost |= other.lost
        self.left_behind += other.left_behind
        self.shortened += other.shortened
        self.remarks = {**Counter(self.remarks) + Counter(other.remarks)}


class Books:
    """Findings by clause, and the tally of the process that keeps them."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.findings: dict[str, list[Finding]] = {}
        self.crashed: list[str] = []
        """Items that failed without naming a clause."""
        self.others_failed = False
        """A test that is not the suite's failed in the same session."""

    @property
    def is_empty(self) -> bool:
        return not (self.findings or self.crashed or self.tally.successes)

    def gather(self, report: pytest.TestReport) -> None:
        """Takes over what an item found; called where all reports arrive."""
        if str(report.outcome) == "rerun":  # the next attempt decides
            return
        if not hasattr(report, "clausecheck"):
            self.others_failed |= report.failed
            return
        found = from_report(report)
        for each in found:
            self.findings.setdefault(each.clause, []).append(each)
        demanded = getattr(report, "clausecheck_demanded", False)  # by --require-all
        if report.failed and not demanded and not any(each.verdict == "broken" for each in found):
            self.crashed.append((report.longreprtext.splitlines() or [report.nodeid])[-1])

    def count(self, client: Client, judge: Judge) -> None:
        """At the end: what was sent, and what came of it."""
        self.tally.add(
            Tally(
                requests=client.requests,
                successes=client.successes.total(),
                lost=set(client.health.losses),
                remarks=dict(judge.remarks),
            )
        )
