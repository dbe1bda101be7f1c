"""One fault often breaks many clauses alike: they are told as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
LONGEST = 100
VARYING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}"  # a UUID
    r"|(?<=\")clausecheck-[^\"]*"  # a name that the run made up
    r"|\d{4}-\d\d-\d\dT[\d:.]+"  # a time
    r"|(?<=/)\d+(?=[/?\s]|$)"  # an id in a path
    r"|(?<=\")[^\"]+(?=\" is a required property)"  # one of the attributes that lack
    r"|^\w+(?= is null$)"  # or that are empty
)


def kind(observed: str) -> str:
    """The observation without what differs from request to request."""
    return VARYING.sub("...", observed)[:LONGEST]


def by_cause(found: Iterable[T], observed: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """(what was observed, all that observed it), the largest group first, else in order."""
    groups: dict[str, list[T]] = {}
    for each in found:
        groups.setdefault(kind(observed(each)), []).append(each)
    return sorted(groups.items(), key=lambda each: -len(each[1]))
