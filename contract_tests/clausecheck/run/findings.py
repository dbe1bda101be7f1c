"""What an item found out, carried from the item to the report, also between xdist processes.

An item's report gets the attribute `clausecheck`: a list of plain dictionaries, one a `Finding`.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from clausecheck.broken import Broken
from clausecheck.failures import ContractFailure
from clausecheck.report.verdicts import Finding

BOOKED = pytest.StashKey[list[Broken]]()


def book(where: pytest.FixtureRequest | pytest.Item, failure: ContractFailure) -> None:
    """Books a break on the clause of `failure`, whatever the item's own clause is.

    The item goes on. Its own clause stays kept unless it fails itself; the booked clause is broken.
    Booking the same clause twice in one item keeps the first.
    """
    item = where if isinstance(where, pytest.Item) else where.node
    booked = item.stash.setdefault(BOOKED, [])
    if all(each.clause != failure.broken.clause for each in booked):
        booked.append(failure.broken)


def booked_by(item: pytest.Item) -> list[Broken]:
    """What was booked since the last time this was asked."""
    booked = item.stash.get(BOOKED, [])
    item.stash[BOOKED] = []
    return booked


def to_report(findings: list[Finding]) -> list[dict[str, Any]]:
    """Plain values: xdist sends nothing else."""
    return [msgspec.to_builtins(each) for each in findings]


def from_report(report: pytest.TestReport) -> list[Finding]:
    return msgspec.convert(getattr(report, "clausecheck", []), list[Finding])
