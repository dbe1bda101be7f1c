"""Schemas in words: constraints and conditions, as a reader would say them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from clausegen.model import UNSET, Condition, Property, Schema
from clausegen.render.docs.layers import are_values, value_of

LONGEST_VALUE = 1_000


class Fact(msgspec.Struct, frozen=True):
    """A short remark about a value: `label` in words, `values` as code."""

    label: str
    values: tuple[str, ...] = ()


def literal(value: Any, longest: int = LONGEST_VALUE) -> str:
    """A JSON value as it is written in a document, cut when it is very long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= longest else text[:longest] + "…"


def only_null(schema: Schema) -> bool:
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
    for branches in (schema.one_of, schema.any_of):
        values = tuple(map(value_of, branches)) if are_values(branches) else values
    if values is not None:
        yield Fact("one of", tuple(literal(each) for each in values))
    yield from _constraints(schema)
    if schema.contains is not None:
        yield _contains(schema, schema.contains)
    if schema.not_ is not None:
        text = condition_text(schema.not_).removeprefix("is ").replace("`", "")
        yield Fact(f"never {text}")


def _constraints(schema: Schema) -> Iterator[Fact]:
    for keyword, value in schema.constraints:
        label = _WORDING.get(keyword)
        if keyword == "uniqueItems":
            yield from (Fact("no item twice"),) if value else ()
        elif keyword == "dependentRequired":
            yield from (_dependent(name, needed) for name, needed in value)
        elif label is None:
            continue
        elif keyword in {"minLength", "minItems", "minProperties"} and value == 1:
            yield Fact("not empty")
        elif "{}" in label:
            noun = label[: -len("s")] if value == 1 and label.endswith("s") else label
            yield Fact(noun.format(value))
        else:
            yield Fact(label, (value if isinstance(value, str) else literal(value),))


def _contains(schema: Schema, item: Schema) -> Fact:
    least, most = schema.constraint("minContains"), schema.constraint("maxContains")
    count = "at least one item" if least is None else f"at least {least} items"
    limit = "" if most is None else f" and at most {most}"
    verb = condition_text(item)
    verb = (
        verb if least in {None, 1} else verb.replace("is ", "are ", 1).replace("has ", "have ", 1)
    )
    return Fact(f"{count}{limit} {verb}".replace("`", ""))


def _dependent(name: str, needed: tuple[str, ...]) -> Fact:
    return Fact(f"with {name} also", needed)


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
    told = [_claim(each) for each in facts(schema) if each.label != "default"]
    if told:
        return " and ".join(told)
    if schema.types:
        return f"is {' or '.join(map(_article, schema.types))}"
    return "is null" if only_null(schema) else "is given"


def _claim(fact: Fact) -> str:
    """Such as "is at least `3`", "has at least 2 items", "matches `^a`"."""
    verb = "is "
    if fact.label.endswith(_COUNTED):
        verb = "has "
    elif fact.label.startswith(("matches", "holds", "at least one item", "with ")):
        verb = ""
    return verb + " ".join([fact.label, *(f"`{value}`" for value in fact.values)])


_COUNTED = ("characters", "character", "items", "item", "attributes", "attribute", "twice")


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
