"""Operations, parameters, attributes and responses are described in words."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.model import Schema
from clausegen.text.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for operation in subject.requests():
        if not operation.description and not operation.summary:
            yield _missing(subject, f"operation {operation.id}", operation.pointer)
        for parameter in operation.parameters:
            if not parameter.description:
                yield _missing(subject, f"parameter {parameter.name}", parameter.pointer)
        for response in operation.responses:
            if not response.description:
                what = f"response {response.status} of {operation.id}"
                yield _missing(subject, what, response.pointer)
    for schema in subject.schemas():
        for attribute in schema.properties:
            if not _is_described(subject, attribute.schema) and not _is_condition(schema):
                yield _missing(subject, f"attribute {attribute.name}", attribute.schema.pointer)


def _is_described(subject: Subject, schema: Schema) -> bool:
    return any(part.description for part in subject.api.parts(schema))


def _is_condition(schema: Schema) -> bool:
    """Inside if/then/else attributes are mentioned, not introduced."""
    return any(f"/{word}" in schema.pointer for word in ("if", "then", "else", "not"))


def _missing(subject: Subject, what: str, pointer: str) -> Problem:
    hint = "Say in a sentence what it is for."
    return Problem("descriptions", f"{what} has no description", subject.api.place(pointer), hint)
