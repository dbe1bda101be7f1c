"""Examples and defaults are promises too: each must keep the schema it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.model import UNSET, Content, Example, Response, Schema
from clausegen.model.relations import is_json
from clausegen.schemas.dialect import Direction
from clausegen.schemas.validation import validator
from clausegen.text.positions import escape
from clausegen.text.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for operation in subject.requests():
        for parameter in operation.parameters:
            yield from _examples(subject, parameter.examples, parameter.schema, "request")
            if parameter.content is not None:
                yield from _content(subject, parameter.content, "request")
        for content in operation.body.contents if operation.body else ():
            yield from _content(subject, content, "request")
        for response in operation.responses:
            yield from _response(subject, response)
    for schema in subject.schemas():
        yield from _own(subject, schema)


def _response(subject: Subject, response: Response) -> Iterator[Problem]:
    for content in response.contents:
        yield from _content(subject, content, "response")
    for header in response.headers:
        if header.content is None:
            yield from _examples(subject, header.examples, header.schema, "response")
        else:
            yield from _content(subject, header.content, "response")


def _content(subject: Subject, content: Content, direction: Direction) -> Iterator[Problem]:
    if content.item_schema is not None:
        yield from _items(subject, content, content.item_schema, direction)
    if is_json(content.media_type):
        yield from _examples(subject, content.examples, content.schema, direction)


def _items(
    subject: Subject, content: Content, schema: Schema, direction: Direction
) -> Iterator[Problem]:
    """The example of a body that arrives item by item is the list of them."""
    for each in content.examples:
        for index, value in enumerate(each.value if isinstance(each.value, list) else ()):
            at = f"{_value(subject, each)}/{index}"
            yield from _broken(subject, schema, value, at, direction)


def _examples(
    subject: Subject, examples: Iterable[Example], schema: Schema | None, direction: Direction
) -> Iterator[Problem]:
    if schema is None:
        return
    for each in examples:
        if each.value is not UNSET:
            yield from _broken(subject, schema, each.value, _value(subject, each), direction)


def _value(subject: Subject, example: Example) -> str:
    """The pointer of what an example gives."""
    if example.pointer.endswith("/example"):
        return example.pointer
    node = subject.node(example.pointer)
    return f"{example.pointer}/{'value' if 'value' in node else 'dataValue'}"


def _own(subject: Subject, schema: Schema) -> Iterator[Problem]:
    """What a schema itself says: examples in both spellings, and the default."""
    node = subject.node(schema.pointer)
    if not isinstance(node, dict) or _is_ignored(subject, schema):
        return
    if "example" in node:
        yield from _broken(subject, schema, node["example"], f"{schema.pointer}/example")
    examples = node.get("examples")
    for index, value in enumerate(examples if isinstance(examples, list) else ()):
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
    for each in validator(subject.api, schema, direction).errors(value):
        where = pointer + "".join(f"/{escape(token)}" for token in each.path)
        hint = f"The schema is at {subject.api.place(schema.pointer)}."
        message = f"the {noun} breaks its schema: {each}"
        yield Problem("examples", message, subject.api.place(where), hint)
