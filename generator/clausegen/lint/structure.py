"""openapi-spec-validator's findings, each at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.positions import escape
from clausegen.problems import Problem

_LONGEST = 300


def check(subject: Subject) -> Iterator[Problem]:
    import openapi_spec_validator as validators

    version = subject.api.openapi[:3].replace(".", "")
    validator: Any = getattr(validators, f"OpenAPIV{version}SpecValidator")
    for error in validator(subject.api.bundle).iter_errors():
        for cause in _causes(error):
            pointer = "".join(f"/{escape(token)}" for token in cause.absolute_path)
            yield Problem("structure", _short(cause.message), subject.api.place(pointer))


def _causes(error: Any) -> Iterator[Any]:
    """Of a value that fits no alternative: what is wrong in the alternative that gets furthest."""
    if not error.context:
        yield error
        return
    deepest = max(error.context, key=lambda each: len(each.absolute_path))
    yield from _causes(deepest if deepest.absolute_path != error.absolute_path else _lone(error))


def _lone(error: Any) -> Any:
    error.context = []
    return error


def _short(message: str) -> str:
    """Messages may quote whole objects: their end says what is wrong."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST // 3]} ... {message[-2 * _LONGEST // 3 :]}"
