"""Example values: the document's own, else one made from the schema."""

from __future__ import annotations

from typing import Any

from clausegen.model import UNSET, Api, Content, Example, Parameter, Schema
from clausegen.render.shapes.scalars import PLAIN_TEXT, scalar

DEEPEST = 4
DEEPEST_REQUIRED = 12
MOST_ATTRIBUTES = 60
MOST_OPTIONAL = 4
MOST_ITEMS = 10
MOST_VALUES = 2_000


def documented(content: Content) -> tuple[Example, ...]:
    return tuple(each for each in content.examples if each.value is not UNSET)


def documented_values(api: Api) -> dict[str, Any]:
    """Schema -> the first example that the document gives where its operations use the schema."""
    found: dict[str, Any] = {}
    for operation in api.operations:
        answers = (content for each in operation.responses for content in each.contents)
        for content in (*answers, *(operation.body.contents if operation.body else ())):
            if content.schema is not None and content.schema.ref:
                for each in documented(content):
                    found.setdefault(content.schema.ref, each.value)
    return found


class ExampleMaker:
    """Makes values. `writing` leaves read-only attributes out; reading, the write-only ones."""

    def __init__(self, api: Api, *, writing: bool) -> None:
        self._api = api
        self._writing = writing
        self._known: dict[tuple[str, int], Any] = {}
        self._open: set[str] = set()

    def body(self, content: Content) -> Any:
        """The first documented example, else a made one; UNSET without a schema."""
        for each in documented(content):
            return each.value
        if content.schema is None:
            return UNSET
        made = self.value(content.schema)
        return (
            self._short(content.schema, made) if self._writing and isinstance(made, dict) else made
        )

    def _short(self, schema: Schema, made: dict[str, Any]) -> dict[str, Any]:
        """What a request needs; if it needs nothing, the first few attributes."""
        if len(made) <= MOST_OPTIONAL:
            return made
        required = {each.name for each in self._api.attributes(schema) if each.required}
        kept = [name for name in made if name in required] or list(made)[:MOST_OPTIONAL]
        return {name: made[name] for name in kept}

    def parameter(self, parameter: Parameter) -> Any:
        for each in parameter.examples:
            if each.value is not UNSET:
                return each.value
        schema = parameter.schema or (parameter.content.schema if parameter.content else None)
        made = self.value(schema) if schema is not None else UNSET
        return parameter.name.upper() if made is UNSET or made == PLAIN_TEXT else made

    def value(self, schema: Schema, depth: int = 0) -> Any:
        """UNSET where a schema would hold itself, or nesting has no end."""
        if schema.ref is None:
            return self._value(schema, depth)
        key = (schema.ref, depth)
        if key not in self._known and schema.ref not in self._open:
            self._open.add(schema.ref)
            self._known[key] = self._value(self._api.schemas[schema.ref], depth)
            self._open.discard(schema.ref)
        return self._known.get(key, UNSET)

    def _value(self, schema: Schema, depth: int) -> Any:
        given = _given(schema)
        if given is not UNSET:
            return given
        if schema.never or depth > DEEPEST_REQUIRED:
            return UNSET
        for branch in (schema.one_of, schema.any_of):
            if branch and not schema.properties:
                return self.value(branch[0], depth + 1)
        if "array" in schema.types or schema.items is not None:
            item = UNSET if schema.items is None else self.value(schema.items, depth + 1)
            least = schema.constraint("minItems")
            count = min(least, MOST_ITEMS) if isinstance(least, int) and least > 0 else 1
            count = 1 if _is_large([item] * count) else count
            return [] if item is UNSET or schema.constraint("maxItems") == 0 else [item] * count
        if schema.properties or schema.all_of or "object" in schema.types:
            return self._object(schema, depth)
        return scalar(schema)

    def _object(self, schema: Schema, depth: int) -> Any:
        attributes = self._api.attributes(schema)
        if not attributes and len(schema.all_of) == 1:
            return self.value(schema.all_of[0], depth + 1)
        made = {
            each.name: self.value(each.schema, depth + 1)
            for each in attributes[:MOST_ATTRIBUTES]
            if (depth < DEEPEST or each.required)
            and not (each.schema.read_only if self._writing else each.schema.write_only)
        }
        known = {name: value for name, value in made.items() if value is not UNSET}
        if _is_large(known):
            known = {
                name: known[name] for name in known if not isinstance(known[name], dict | list)
            }
        return UNSET if made and not known else known


def _is_large(value: Any) -> bool:
    """Whether nobody would read it; parts that it holds several times count each time."""
    stack, count = [value], 0
    while stack and count <= MOST_VALUES:
        each = stack.pop()
        count += 1
        stack += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
    return count > MOST_VALUES


def _given(schema: Schema) -> Any:
    if schema.examples:
        return schema.examples[0]
    if schema.const is not UNSET:
        return schema.const
    if schema.default is not UNSET:
        return schema.default
    return schema.enum[0] if schema.enum else UNSET
