"""Two templates that match the same paths: nobody can tell which one a request is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

_BRACES = re.compile(r"\{[^{}]*\}")
_HINT = "/pets/mine beside /pets/{id} is fine: what is written out comes first."


def check(subject: Subject) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path, at in subject.paths():
        other = first.setdefault(_BRACES.sub("{}", path), path)
        if other != path:
            message = f"{path} is the same as {other}"
            yield Problem("same_path", message, subject.api.place(at), _HINT)
