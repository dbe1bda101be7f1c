"""What stands in braces in a path is a parameter of every operation there, and the other way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

_BRACES = re.compile(r"\{([^{}]+)\}")


def check(subject: Subject) -> Iterator[Problem]:
    for operation in subject.api.operations:
        written = _BRACES.findall(operation.path)
        known = {each.name: each for each in operation.parameters_in("path")}
        for name in dict.fromkeys(each for each in written if each not in known):
            message = f"{operation.label} does not say what {{{name}}} is"
            hint = f"Add a parameter {name} with `in: path`."
            yield Problem("path_parameters", message, subject.api.place(operation.pointer), hint)
        for name in dict.fromkeys(each for each in written if written.count(each) > 1):
            message = f"{{{name}}} stands twice in {operation.path}"
            yield Problem("path_parameters", message, subject.api.place(operation.pointer))
        for name, parameter in known.items():
            if name not in written:
                message = f"{{{name}}} does not stand in {operation.path}"
                yield Problem("path_parameters", message, subject.api.place(parameter.pointer))
