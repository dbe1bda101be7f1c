"""Schemas in words: types, constraints and conditions, as a reader would say them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from clausegen.model import UNSET, Api, Condition, Property, Schema
from clausegen.render.docs.addresses import Addresses

LONGEST_VALUE = 200
LONGEST_TYPE = 6
"""Alternatives and nested arrays beyond this are named by their number."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, perhaps a link."""

    text: str
    href: str | None = None


class Fact(msgspec.Struct, frozen=True):
    """A short remark about a value: `label` in words, `values` as code."""

    label: str
    values: tuple[str, ...] = ()


def literal(value: Any) -> str:
    """A JSON value as it is written in a document, cut when it is very long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


class Types:
    """Types as text, with the names of schemas as links."""

    def __init__(self, api: Api, addresses: Addresses) -> None:
        self._api = api
        self._addresses = addresses
        self._known: dict[tuple[str, int], tuple[Piece, ...]] = {}

    def of(self, schema: Schema, depth: int = 0) -> tuple[Piece, ...]:
        """`array of Room or null`."""
        key = (schema.pointer, depth)
        if key not in self._known:
            self._known[key] = self._of(schema, depth)
        return self._known[key]

    def _of(self, schema: Schema, depth: int) -> tuple[Piece, ...]:
        core = tuple(self._core(schema, depth))
        return (*core, Piece(" or null")) if _may_be_null(schema) else core

    def _core(self, schema: Schema, depth: int) -> Iterator[Piece]:
        choice = one_branch_or_more(schema)
        if schema.never:
            yield Piece("nothing")
        elif schema.ref is not None:
            yield self._named(schema.ref)
        elif depth > LONGEST_TYPE:
            yield Piece("…")
        elif "array" in schema.types or schema.items is not None:
            yield Piece("array of ")
            yield from self.of(schema.items, depth + 1) if schema.items else (Piece("any value"),)
        elif choice:
            yield from self._alternatives(choice, depth)
        elif len(schema.all_of) == 1 and not schema.properties:
            yield from self._core(schema.all_of[0], depth + 1)
        else:
            yield Piece(_scalar(schema) if schema.types else _untyped(schema))

    def _named(self, name: str) -> Piece:
        """A named string is best known as what it is: `string (date-time)`."""
        schema = self._api.schemas[name]
        plain = schema.types and not {"array", "object"} & {*schema.types} and not schema.enum
        return Piece(_scalar(schema) if plain else name, self._addresses.schema(name))

    def _alternatives(self, chosen: tuple[Schema, ...], depth: int) -> Iterator[Piece]:
        if len(chosen) > LONGEST_TYPE:
            yield Piece(f"one of {len(chosen)} types")
            return
        told = list(dict.fromkeys(self.of(each, depth + 1) for each in chosen))
        for number, pieces in enumerate(told):
            yield from (Piece(" or "),) if number else ()
            yield from pieces


def _may_be_null(schema: Schema) -> bool:
    """Of "anyOf: [User, null]" the model keeps the branch that is not null, and `nullable`."""
    return schema.nullable and not _only_null(schema)


def _scalar(schema: Schema) -> str:
    name = " or ".join(schema.types) or "object"
    return f"{name} ({schema.format})" if schema.format else name


def _untyped(schema: Schema) -> str:
    if schema.all_of or schema.properties:
        return "object"
    values = schema.enum or (() if schema.const is UNSET else (schema.const,))
    told = dict.fromkeys(_JSON_TYPES.get(type(each), "null") for each in values)
    return " or ".join(told) or "any value"


_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"} | {
    dict: "object",
    list: "array",
}


def branches(schema: Schema) -> tuple[Schema, ...]:
    """What oneOf or anyOf choose from."""
    return schema.one_of or schema.any_of


def one_branch_or_more(schema: Schema) -> tuple[Schema, ...]:
    """The branches, unless they only add constraints to what the schema says itself."""
    if not (schema.one_of or schema.any_of):
        return ()
    chosen = branches(schema)
    bare = all(not (each.types or each.ref or each.all_of or each.properties) for each in chosen)
    return () if bare else chosen


def _only_null(schema: Schema) -> bool:
    said = schema.types or schema.ref or schema.properties or schema.all_of or schema.enum
    return schema.nullable and not (said or schema.one_of or schema.any_of)


_WORDING = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
    "pattern": "matches",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minProperties": "at least {} attributes",
    "maxProperties": "at most {} attributes",
    "contentEncoding": "encoded as",
    "contentMediaType": "holds",
}


def facts(schema: Schema) -> tuple[Fact, ...]:
    """Default, enum, constant, constraints. Read-only and the like are flags."""
    return tuple(_facts(schema))


def _facts(schema: Schema) -> Iterator[Fact]:
    if schema.default is not UNSET:
        yield Fact("default", (literal(schema.default),))
    if schema.const is not UNSET:
        yield Fact("always", (literal(schema.const),))
    values = schema.enum
    if values is None and schema.items is not None and not schema.items.ref:
        values = schema.items.enum
    if values is not None:
        yield Fact("one of", tuple(literal(each) for each in values))
    yield from _constraints(schema)
    if schema.not_ is not None:
        yield Fact(f"never {condition_text(schema.not_)}")


def _constraints(schema: Schema) -> Iterator[Fact]:
    for keyword, value in schema.constraints:
        label = _WORDING.get(keyword)
        if keyword == "uniqueItems":
            yield from (Fact("no item twice"),) if value else ()
        elif label is None:
            continue
        elif keyword in {"minLength", "minItems", "minProperties"} and value == 1:
            yield Fact("not empty")
        elif "{}" in label:
            noun = label[: -len("s")] if value == 1 and label.endswith("s") else label
            yield Fact(noun.format(value))
        else:
            yield Fact(label, (value if isinstance(value, str) else literal(value),))


def condition_sentence(condition: Condition) -> str:
    """Markdown, as `condition_text` is."""
    text = f"If {condition_text(condition.if_)}"
    if condition.then is not None:
        text += f", then {condition_text(condition.then)}"
    if condition.else_ is not None:
        text += f"; otherwise {condition_text(condition.else_)}"
    return text + "."


def condition_text(schema: Schema) -> str:
    parts = [_attribute_condition(each) for each in schema.properties]
    told = {each.name for each in schema.properties}
    parts += [f"`{name}` is given" for name in schema.required if name not in told]
    parts += [condition_text(each) for each in schema.all_of]
    if schema.any_of or schema.one_of:
        parts.append(" or ".join(condition_text(each) for each in schema.any_of or schema.one_of))
    if schema.not_ is not None:
        parts.append(f"not ({condition_text(schema.not_)})")
    return " and ".join(part for part in parts if part) or _value_condition(schema)


def _attribute_condition(attribute: Property) -> str:
    name, schema = f"`{attribute.name}`", attribute.schema
    given = f"{name} is given and " if attribute.required and schema.const is UNSET else f"{name} "
    return given + _value_condition(schema)


def _value_condition(schema: Schema) -> str:
    if schema.const is not UNSET:
        return f"is `{literal(schema.const)}`"
    if schema.enum is not None:
        return "is " + " or ".join(f"`{literal(each)}`" for each in schema.enum)
    if schema.not_ is not None:
        return _value_condition(schema.not_).replace("is ", "is not ", 1)
    told = [
        " ".join([each.label, *(f"`{value}`" for value in each.values)]) for each in facts(schema)
    ]
    if told:
        return "is " + " and ".join(told)
    if schema.types:
        return f"is {' or '.join(map(_article, schema.types))}"
    return "is null" if _only_null(schema) else "is given"


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
