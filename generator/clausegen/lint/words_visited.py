"""Words that nobody reads are promises that nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.document.files import Source
from clausegen.lint.subject import Subject
from clausegen.text.positions import escape
from clausegen.text.problems import Problem
from clausegen.words.word import KEY

_UNUSED = "Nothing refers to this part of the document, or x-contract has no meaning here."
_BESIDE = "Beside $ref it is dropped in silence: move it to where the reference leads."


def check(subject: Subject) -> Iterator[Problem]:
    visited = set()
    for pointer in subject.api.visited:
        document, origin = subject.bundle.origin(pointer)
        visited.add((document.path, origin))
    for document in subject.bundle.documents:
        for pointer, node in _written(document):
            if (document.path, pointer) not in visited:
                where = document.place(f"{pointer}/{KEY}")
                hint = _BESIDE if "$ref" in node else _UNUSED
                yield Problem("words_visited", f"nobody reads this {KEY}", where, hint)


def _written(document: Source) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, node) of everything in a file that has the key."""
    stack: list[tuple[str, Any]] = [("", document.value)]
    while stack:
        pointer, value = stack.pop()
        if isinstance(value, dict):
            if KEY in value:
                yield pointer, value
            entries: Any = value.items()
        else:
            entries = enumerate(value)
        stack.extend(
            (f"{pointer}/{escape(key)}", child)
            for key, child in entries
            if isinstance(child, (dict, list))
        )
