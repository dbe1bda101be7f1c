"""What no run of the suite could decide, as far as the document alone tells."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem
from clausegen.words.collection import clauses


def check(subject: Subject) -> Iterator[Problem]:
    for clause in clauses(subject.api):
        reason = None if clause.waived else clause.undecidable
        if reason is not None:
            message = f"nobody can decide {clause.id}: {reason}"
            yield Problem("undecidable", message, clause.place)
