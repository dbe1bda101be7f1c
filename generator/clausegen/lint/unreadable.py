"""What could not be read at all: references that lead nowhere, values of another shape, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

CODES = ("reference", "cycle", "value", "overlay")


def check(code: str) -> Callable[[Subject], Iterator[Problem]]:
    """The check for those problems of loading that have this code."""

    def found(subject: Subject) -> Iterator[Problem]:
        return (each for each in subject.api.problems if each.code == code)

    return found


def files(subject: Subject) -> Iterator[Problem]:
    """Whatever is wrong with the text of a file that the document refers to."""
    for each in subject.api.problems:
        if each.code not in CODES:
            yield replace(each, code="file", message=f"{each.code}: {each.message}")
