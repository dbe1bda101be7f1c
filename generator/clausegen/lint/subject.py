"""What rules look at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from clausegen.document.bundle import Bundle
from clausegen.model import Api, Content, Operation, Schema
from clausegen.text.positions import escape, split, step


class Subject(msgspec.Struct, frozen=True, dict=True):
    """The model, and the bundle for what the model leaves out."""

    api: Api
    bundle: Bundle

    def node(self, pointer: str) -> Any:
        """The JSON value at a pointer of the bundle, as it was written."""
        value: Any = self.bundle.value
        for token in split(pointer):
            value = step(value, token)
        return value

    def paths(self) -> Iterator[tuple[str, str]]:
        """(path, pointer) of what is written under `paths`."""
        written = self.bundle.value.get("paths")
        for path in written if isinstance(written, dict) else ():
            if not path.startswith("x-"):
                yield path, f"/paths/{escape(path)}"

    def requests(self) -> Iterator[Operation]:
        """Every operation, the ones that the API itself sends included."""
        for operation in self.api.operations:
            yield operation
            for callback in operation.callbacks:
                yield from callback.operations
        for webhook in self.api.webhooks:
            yield from webhook.operations

    def schemas(self) -> tuple[Schema, ...]:
        """Every schema node of the document, each once, named ones first."""
        return self._schemas

    @cached_property
    def _schemas(self) -> tuple[Schema, ...]:
        return tuple(self._found())

    def _found(self) -> Iterator[Schema]:
        stack = list(self.api.schemas.values())[::-1]
        for operation in self.requests():
            contents = [*(operation.body.contents if operation.body else ())]
            for response in operation.responses:
                contents += response.contents
                stack += [each.schema for each in response.headers if each.schema]
                contents += [each.content for each in response.headers if each.content]
            for parameter in operation.parameters:
                stack += [parameter.schema] if parameter.schema else []
                contents += [parameter.content] if parameter.content else []
            stack += [each for content in contents for each in bodies(content)]
        seen: set[str] = set()
        while stack:
            schema = stack.pop()
            if schema.pointer not in seen:
                seen.add(schema.pointer)
                yield schema
                stack.extend(children(schema))


def bodies(content: Content) -> Iterator[Schema]:
    """The schemas of a body: of the whole, and of each item that arrives by itself."""
    yield from (each for each in (content.schema, content.item_schema) if each)


def children(schema: Schema) -> Iterator[Schema]:
    """The schema nodes written inside one."""
    yield from (each.schema for each in schema.properties)
    yield from (each for _, each in (*schema.pattern_properties, *schema.dependent_schemas))
    yield from (*schema.all_of, *schema.any_of, *schema.one_of, *schema.prefix_items)
    single = [schema.items, schema.additional, schema.not_, schema.contains]
    single += [schema.property_names, schema.content_schema]
    single += [schema.unevaluated_properties, schema.unevaluated_items]
    if schema.condition is not None:
        single += [schema.condition.if_, schema.condition.then, schema.condition.else_]
    yield from (each for each in single if isinstance(each, Schema))
