"""OpenAPI allows $ref for path items and for what can stand in components, nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

_HINT = (
    "Write the content here, or refer to the whole path item; other tools stop at this reference."
)


def check(subject: Subject) -> Iterator[Problem]:
    for where in subject.bundle.misplaced:
        yield Problem("misplaced_ref", "OpenAPI allows no $ref here", where, _HINT)
