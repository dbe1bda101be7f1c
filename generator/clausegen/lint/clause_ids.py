"""Reports, deviations and tests know a clause by its id: no two may share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem
from clausegen.words.collection import written

_HINT = "Give the cause, rule or condition another id (a condition's id is its title)."


def check(subject: Subject) -> Iterator[Problem]:
    count = Counter[str]()
    for clause in written(subject.api):
        count[clause.id] += 1
        if count[clause.id] > 1:
            message = f"a second clause has the id {clause.id}"
            yield Problem("clause_ids", message, clause.place, _HINT)
