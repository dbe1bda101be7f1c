"""What a person can give, and how many clauses it would unlock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from clausecheck.report.verdicts import ClauseVerdict

GIVE = ": give "
"""A reason that ends with what would help says it after these words."""


def unlocks(unchecked: Iterable[ClauseVerdict]) -> list[tuple[str, list[ClauseVerdict]]]:
    """(what to give, the clauses that wait for it), the most useful first."""
    found: dict[str, list[ClauseVerdict]] = defaultdict(list)
    for each in unchecked:
        _, told, line = (each.reason or "").rpartition(GIVE)
        if told:
            found[line].append(each)
    return sorted(found.items(), key=lambda each: -len(each[1]))
