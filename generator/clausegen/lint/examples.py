"""Examples and defaults are promises too: each must keep the schema it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.model import UNSET, Content, Example, Schema
from clausegen.model.relations import is_json
from clausegen.schemas.dialect import Direction
from clausegen.schemas.validation import validator
from clausegen.text.positions import escape
from clausegen.text.problems import Problem, SpecError


def check(subject: Subject) -> Iterator[Problem]:
    for operation in subject.requests():
        for parameter in operation.parameters:
            yield from _examples(subject, parameter.examples, parameter.schema, "request")
        for content in operation.body.contents if operation.body else ():
            yield from _content(subject, content, "request")
        for response in operation.responses:
            for content in response.contents:
                yield from _content(subject, content, "response")
    for schema in subject.schemas():
        yield from _own(subject, schema)


def _content(subject: Subject, content: Content, direction: Direction) -> Iterator[Problem]:
    if is_json(content.media_type):
        yield from _examples(subject, content.examples, content.schema, direction)


def _examples(
    subject: Subject, examples: Iterable[Example], schema: Schema | None, direction: Direction
) -> Iterator[Problem]:
    if schema is None:
        return
    for each in examples:
        if each.value is not UNSET:
            direct = each.pointer.endswith("/example")
            pointer = each.pointer if direct else f"{each.pointer}/value"
            yield from _broken(subject, schema, each.value, pointer, direction)


def _own(subject: Subject, schema: Schema) -> Iterator[Problem]:
    """What a schema itself says: examples in both spellings, and the default."""
    node = subject.node(schema.pointer)
    if not isinstance(node, dict) or _is_ignored(subject, schema):
        return
    if "example" in node:
        yield from _broken(subject, schema, node["example"], f"{schema.pointer}/example")
    for index, value in enumerate(node.get("examples") or ()):
        yield from _broken(subject, schema, value, f"{schema.pointer}/examples/{index}")
    if schema.default is not UNSET:
        yield from _broken(subject, schema, schema.default, f"{schema.pointer}/default")


def _is_ignored(subject: Subject, schema: Schema) -> bool:
    """In 3.0 nothing counts beside $ref."""
    return schema.ref is not None and subject.api.openapi.startswith("3.0")


def _broken(
    subject: Subject, schema: Schema, value: Any, pointer: str, direction: Direction | None = None
) -> Iterator[Problem]:
    noun = "default" if pointer.endswith("/default") else "example"
    try:
        violations = validator(subject.api, schema, direction).errors(value)
    except SpecError as error:
        message = f"the {noun} cannot be checked: {error.problems[0].message}"
        yield Problem("examples", message, subject.api.place(pointer))
        return
    for each in violations:
        where = pointer + "".join(f"/{escape(token)}" for token in each.path)
        hint = f"The schema is at {subject.api.place(schema.pointer)}."
        message = f"the {noun} breaks its schema: {each}"
        yield Problem("examples", message, subject.api.place(where), hint)
