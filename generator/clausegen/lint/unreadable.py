"""What could not be read at all: references that lead nowhere, values of another shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem


def check(code: str) -> Callable[[Subject], Iterator[Problem]]:
    """The check for those problems of loading that have this code."""

    def found(subject: Subject) -> Iterator[Problem]:
        return (each for each in subject.api.problems if each.code == code)

    return found
