"""What a schema demands, in plain English: constraints and conditions, for clauses and docs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import UNSET, Condition, Schema
from clausegen.words import english
from clausegen.words.english import Mark, joined

LONGEST_VALUE = 1_000


class Fact(msgspec.Struct, frozen=True):
    """A short remark about a value: `label` in words, `values` as code."""

    label: str
    values: tuple[str, ...] = ()


def literal(it: object) -> str:
    """A value that stands by itself."""
    return english.value(it, LONGEST_VALUE)


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
    listed = schema.enum
    if listed is None and schema.items is not None and not schema.items.ref:
        listed = schema.items.enum
    for branches in (schema.one_of, schema.any_of):
        listed = tuple(map(value_of, branches)) if are_values(branches) else listed
    if listed is not None:
        yield Fact("one of", tuple(map(literal, listed)))
    yield from _constraints(schema)
    if schema.contains is not None:
        yield _contains(schema, schema.contains)
    if schema.not_ is not None:
        yield Fact(f"never {demands(schema.not_).removeprefix('is ')}")


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
    verb = demands(item)
    if least not in {None, 1}:
        verb = verb.replace("is ", "are ", 1).replace("has ", "have ", 1)
    return Fact(f"{count}{limit} {verb}")


def _dependent(name: str, needed: tuple[str, ...]) -> Fact:
    return Fact(f"with {name} also", needed)


def are_values(branches: tuple[Schema, ...]) -> bool:
    """Whether they list values with their meanings, as `{const, title, description}`."""
    return bool(branches) and all(value_of(each) is not UNSET for each in branches)


def value_of(schema: Schema) -> object:
    """The only value of a branch, or UNSET."""
    if schema.ref is not None or schema.properties:
        return UNSET
    if schema.const is not UNSET:
        return schema.const
    return schema.enum[0] if schema.enum and len(schema.enum) == 1 else UNSET


def condition(it: Condition, title: str = "", mark: Mark = str) -> str:
    """Such as "if is_online is true, is_open is true."; the title where nothing can be said."""
    if_ = _told(it.if_, mark, given=False)
    then = _told(it.then, mark) if it.then is not None else ""
    otherwise = _told(it.else_, mark) if it.else_ is not None else ""
    if not if_ or not (then or otherwise):
        return f"{title.replace('_', ' ')}."
    if not then:
        return f"unless {if_}, {otherwise}."
    return f"if {if_}, {then}; otherwise {otherwise}." if otherwise else f"if {if_}, {then}."


def demands(schema: Schema, mark: Mark = str) -> str:
    """What a schema asks of a value or of an object's attributes; "is given" if of none."""
    return _told(schema, mark) or "is given"


def _told(schema: Schema, mark: Mark, *, given: bool = True) -> str:
    """`given`: of a required attribute it is said that it has to be there."""
    found, described = list[str](), set[str]()
    for each in schema.properties:
        demand = _demand(each.schema, mark)
        if demand:
            described.add(each.name)
            is_given = "is given and " if given and each.name in schema.required else ""
            found.append(f"{mark(each.name)} {is_given}{demand}")
    found += [f"{mark(name)} is given" for name in schema.required if name not in described]
    found += [told for each in schema.all_of if (told := _told(each, mark, given=given))]
    branches = schema.any_of or schema.one_of
    if branches:
        found.append(joined([demands(each, mark) for each in branches], "or"))
    if schema.not_ is not None and schema.not_.properties:
        found.append(f"not ({demands(schema.not_, mark)})")
    return joined(found, "and") or _demand(schema, mark)


def _demand(schema: Schema, mark: Mark) -> str:
    if schema.const is not UNSET:
        return f"is {mark(english.value(schema.const))}"
    if schema.enum is not None:
        return f"is {'one of ' * (len(schema.enum) > 1)}{english.values(schema.enum, mark)}"
    if schema.not_ is not None and (denied := _demand(schema.not_, mark)):
        return denied.replace("is ", "is not ", 1)
    told = [_claim(each, mark) for each in facts(schema) if each.label != "default"]
    if told:
        return joined(told, "and")
    known = [*schema.types, *(["null"] if schema.nullable else [])]
    return f"is {english.types(known)}" if known else ""


def _claim(fact: Fact, mark: Mark) -> str:
    """Such as "is at least 3", "has at least 2 items", "matches ^a"."""
    verb = "is "
    if fact.label.endswith(_COUNTED):
        verb = "has "
    elif fact.label.startswith(("matches", "holds", "at least one item", "with ")):
        verb = ""
    return verb + " ".join([fact.label, *map(mark, fact.values)])


_COUNTED = ("characters", "character", "items", "item", "attributes", "attribute", "twice")
