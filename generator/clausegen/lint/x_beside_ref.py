"""Extensions beside $ref: most tools drop them in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.document.files import Source
from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

_HINT = "Move it to where the reference leads: beside $ref most tools drop it in silence."


def check(subject: Subject) -> Iterator[Problem]:
    for document in subject.bundle.documents:
        for node in _references(document):
            for key in node:
                if key.startswith("x-"):
                    where = document.place_in(node, key)
                    yield Problem("x_beside_ref", f"{key} stands beside $ref", where, _HINT)


def _references(document: Source) -> Iterator[dict[str, Any]]:
    stack: list[Any] = [document.value]
    while stack:
        value = stack.pop()
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            yield value
        children = value.values() if isinstance(value, dict) else value
        stack.extend(child for child in children if isinstance(child, (dict, list)))
