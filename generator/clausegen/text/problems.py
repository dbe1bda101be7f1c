"""What is wrong with a document: values, gathered and shown together."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Place(msgspec.Struct, frozen=True, order=True):
    """A position in a file. `line` and `column` count from 1; `file` is as the user named it."""

    file: str
    line: int
    column: int = 1
    pointer: str = ""
    """The JSON pointer in the file: all that tells places of a document of one line apart."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Problem(msgspec.Struct, frozen=True):
    """One thing to mend: what, where, and how."""

    code: str
    message: str
    where: Place
    hint: str = ""

    def __str__(self) -> str:
        text = printable(f"{self.where}: {self.code}: {self.message}")
        return f"{text}\n    {printable(self.hint)}" if self.hint else text


def printable(text: str) -> str:
    """One line without control characters: documents may hold escape sequences and line breaks."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


class SpecError(Exception):
    """The document cannot be used. Carries every problem that was found, never just the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
