"""Types as Python annotations that msgspec can decode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import msgspec

from clausegen.model import Schema
from clausegen.render.python.source import (
    Either,
    Group,
    Prefixed,
    Source,
    flat,
    literal,
    pattern_literal,
)
from clausegen.render.shapes.text_kinds import TextKind
from clausegen.schemas.patterns import python

Family = Literal["any", "none", "bool", "int", "float", "str", "array", "object", "struct", "union"]

LONGEST_PATTERN = 500
"""Of what Python's `re` lacks, such as \\p{L}, ranges are written: nobody reads more of them."""
ASCII_ONLY = re.compile(r"\\[dDwWbB]")
LARGEST = 2**63
LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
}
LENGTHS = {
    "str": {"minLength": "min_length", "maxLength": "max_length"},
    "array": {"minItems": "min_length", "maxItems": "max_length"},
    "object": {"minProperties": "min_length", "maxProperties": "max_length"},
}


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """An annotation. `names` are all names in it that are not builtin."""

    source: Source
    family: Family
    nullable: bool = False
    names: frozenset[str] = frozenset()
    values: tuple[Any, ...] | None = None
    """The values of a Literal."""
    item: Typed | None = None
    """Of an array, what it holds."""
    members: tuple[Typed, ...] = ()
    """Of a union, its alternatives."""
    structs: bool = False
    """Whether a class is mentioned, which must be defined before an alias."""

    @property
    def text(self) -> str:
        return flat(self.annotation)

    @property
    def annotation(self) -> Source:
        return with_none(self.source) if self.nullable else self.source


ANY = Typed(source="Any", family="any", names=frozenset({"Any"}))
NONE = Typed(source="None", family="none")
BYTES = Typed(source="bytes", family="str")
TEXTS: dict[TextKind, Typed] = {
    "date-time": Typed(source="dt.datetime", family="str", names=frozenset({"dt"})),
    "date": Typed(source="dt.date", family="str", names=frozenset({"dt"})),
    "uuid": Typed(source="UUID", family="str", names=frozenset({"UUID"})),
}
"""Texts on the wire: no alternatives to other texts."""
ZONED = Typed(
    source=Group("Annotated[", ("dt.datetime", "Meta(tz=True)"), "]", is_subscript=True),
    family="str",
    names=frozenset({"Annotated", "Meta", "dt"}),
)
"""A moment as a server checks it: without a zone it is none."""
PLAIN: dict[str, Typed] = {
    "string": Typed(source="str", family="str"),
    "integer": Typed(source="int", family="int"),
    "number": Typed(source="float", family="float"),
    "boolean": Typed(source="bool", family="bool"),
}


TellApart = Callable[[list[Typed]], bool]


def nullable(typed: Typed, *, also: bool = True) -> Typed:
    """The type with null, if `also`. Any and None hold it already."""
    if not also or typed.family in {"any", "none"}:
        return typed
    return msgspec.structs.replace(typed, nullable=True)


def with_none(source: Source) -> Source:
    """The annotation with None as one more alternative."""
    parts = source.items if isinstance(source, Either) else (source,)
    return source if {"Any", "None"} & set(map(flat, parts)) else Either((*parts, "None"))


def with_unset(source: Source) -> Source:
    """The annotation of an attribute that may be absent."""
    parts = source.items if isinstance(source, Either) else (source,)
    rest = tuple(part for part in parts if part != "None")
    return Either((*rest, "UnsetType", *(part for part in parts if part == "None")))


def array_of(item: Typed) -> Typed:
    source = Group("list[", (item.annotation,), "]", is_subscript=True)
    return Typed(source=source, family="array", names=item.names, item=item, structs=item.structs)


def mapping_of(item: Typed) -> Typed:
    source = Group("dict[", ("str", item.annotation), "]", is_subscript=True)
    return Typed(source=source, family="object", names=item.names, structs=item.structs)


def literals(values: Sequence[Any]) -> Typed:
    """An enum. What a Literal cannot hold falls back to the plain type."""
    plain = list(dict.fromkeys((type(value).__name__, value) for value in values if _hashes(value)))
    given = [value for _, value in plain if value is not None]
    has_null = len(given) < len(plain)
    kinds = {type(value) for value in given}
    if not given:
        return NONE if has_null else ANY
    if kinds <= {str, int} and all(_fits(value) for value in given):
        source = Group("Literal[", tuple(map(literal, given)), "]", is_subscript=True)
        family: Family = "int" if kinds == {int} else "str"
        names = frozenset({"Literal"})
        found = Typed(source=source, family=family, names=names, values=tuple(given))
    elif kinds == {bool}:
        found = PLAIN["boolean"]
    elif kinds <= {int, float}:
        found = PLAIN["number"]
    else:
        found = ANY
    return nullable(found, also=has_null)


def opened(enum: Typed) -> Typed:
    """An enum that holds other values too: the known ones are named for people and checkers."""
    kinds = {type(value) for value in enum.values or ()}
    if kinds != {str}:
        wide = union(PLAIN["integer" if kind is int else "string"] for kind in kinds)
        return nullable(wide, also=enum.nullable)
    source = Group("Open[", (enum.source,), "]", is_subscript=True)
    names = enum.names | {"Open"}
    return msgspec.structs.replace(enum, source=source, names=names, values=None)


def _hashes(value: Any) -> bool:
    return isinstance(value, str | int | float | bool | None)


def _fits(value: Any) -> bool:
    return isinstance(value, str) or -LARGEST <= value < LARGEST


def union(
    members: Iterable[Typed], tell_apart: TellApart | None = None, *, survives: bool = False
) -> Typed:
    """Alternatives as msgspec can decode them.

    `tell_apart` is asked whether several classes got tags. Without tags they are a `OneOf`, which
    looks at the names in the object. A union that survives is always one, and holds objects that
    are none of the classes.
    """
    given = list(members)
    if len(given) == 1:
        return given[0]
    found = [part for each in given for part in (each.members or (each,))]
    has_null = any(each.nullable or each.family == "none" for each in (*given, *found))
    found = [
        msgspec.structs.replace(each, nullable=False) for each in found if each.family != "none"
    ]
    found = list(dict.fromkeys(found))
    if any(each.family == "any" for each in found):
        return ANY
    for family in ("str", "int", "float", "array", "object"):
        found = _one_of_family(found, family, survives=survives)
    classes = [each for each in found if each.family == "struct"]
    has_tags = len(classes) > 1 and tell_apart is not None and tell_apart(classes)
    families = {each.family for each in found}
    if {"int", "float"} <= families:
        found = [each for each in found if each.family != "int"]
    is_open = survives and len(classes) + ("object" in families) > 1
    is_choice = len(classes) > 1 and not has_tags
    if {"object", "struct"} <= families and not survives:
        found = [each for each in found if each.family not in {"object", "struct"}]
        found.append(mapping_of(ANY))
        is_choice = False
    if not found:
        return NONE if has_null else ANY
    joined = found[0] if len(found) == 1 else _joined(found, is_choice=is_open or is_choice)
    return nullable(joined, also=has_null)


def has_classes(members: Iterable[Typed]) -> bool:
    """Whether there is a class among the alternatives."""
    parts = (part for each in members for part in (each.members or (each,)))
    return any(part.family == "struct" for part in parts)


def _one_of_family(found: list[Typed], family: str, *, survives: bool) -> list[Typed]:
    """In a union msgspec decodes at most one type of each family."""
    same = [each for each in found if each.family == family]
    if len(same) < 2:  # noqa: PLR2004 - more than one
        return found
    if family in {"str", "int"}:
        values = [each.values for each in same]
        known = [value for each in values if each is not None for value in each]
        wide = PLAIN["string" if family == "str" else "integer"]
        one = wide if None in values else literals(known)
    elif family == "array":
        one = array_of(union((each.item or ANY for each in same), survives=survives))
    else:
        one = PLAIN["number"] if family == "float" else mapping_of(ANY)
    place = found.index(same[0])
    rest = [each for each in found if each.family != family]
    return [*rest[:place], one, *rest[place:]]


def _joined(found: list[Typed], *, is_choice: bool) -> Typed:
    either = Either(tuple(each.source for each in found))
    names = frozenset({"OneOf"} if is_choice else ()).union(*(each.names for each in found))
    return Typed(
        source=Group("OneOf[", (either,), "]", is_subscript=True) if is_choice else either,
        family="union",
        members=tuple(found),
        names=names,
        structs=any(each.structs for each in found),
    )


def constrained(typed: Typed, schema: Schema) -> Typed:
    """The type with those constraints of the schema that msgspec checks."""
    if typed.values is not None:
        return typed
    meta = _limits(schema, typed.family) + _lengths(schema, typed.family)
    if not meta:
        return typed
    source = Group(
        "Annotated[", (typed.source, Group("Meta(", tuple(meta), ")")), "]", is_subscript=True
    )
    return msgspec.structs.replace(typed, source=source, names=typed.names | {"Annotated", "Meta"})


def _limits(schema: Schema, family: str) -> list[Source]:
    if family not in {"int", "float"}:
        return []
    found: list[Source] = []
    used: set[str] = set()
    for keyword, argument in LIMITS.items():
        value = schema.constraint(keyword)
        if isinstance(value, bool) or not isinstance(value, int | float) or argument[:1] in used:
            continue
        if family == "int" and (value != value // 1 or not -LARGEST <= value < LARGEST):
            continue
        if argument == "multiple_of" and (value <= 0 or family == "float"):
            continue
        used.add(argument[:1])  # msgspec takes ge or gt, le or lt
        number = int(value) if family == "int" else value
        found.append(Prefixed(f"{argument}=", literal(number)))
    return found


def _lengths(schema: Schema, family: str) -> list[Source]:
    found: list[Source] = []
    for keyword, argument in LENGTHS.get(family, {}).items():
        value = schema.constraint(keyword)
        if isinstance(value, int) and 0 <= value < LARGEST:
            found.append(Prefixed(f"{argument}=", literal(int(value))))
    pattern = python_pattern(schema)
    if family == "str" and pattern:
        found.append(Prefixed("pattern=", pattern_literal(pattern)))
    return found


def python_pattern(schema: Schema) -> str:
    """The pattern of a schema as Python's `re` says it; "" if there is none, or none that fits."""
    pattern = schema.constraint("pattern")
    said = python(pattern) if isinstance(pattern, str) else None
    if said is None or len(said) > LONGEST_PATTERN:
        return ""
    return said if ASCII_ONLY.search(said) else said.removeprefix("(?a:").removesuffix(")")
