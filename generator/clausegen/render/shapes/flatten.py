"""Composed schemas as one: what allOf, siblings of $ref and variants say together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from typing import TypeAlias

import msgspec

from clausegen.model import UNSET, Api, Property, Schema

MOST_HEIRS = 60
"""A parent of more is named alone: nobody reads such a union."""
Additional: TypeAlias = Schema | bool | None


def unwrapped(schema: Schema) -> tuple[Schema, bool]:
    """The schema behind wrappers that say nothing of their own, and whether one of them adds null.

    Wrappers are a lone part of allOf, and a choice between one schema and null.
    """
    nullable = schema.nullable
    while not (schema.ref or schema.required or schema.constraints or _has_shape(schema)):
        inner = [each for each in schema.all_of if says_something(each)]
        choice = (*schema.any_of, *schema.one_of)
        given = [each for each in choice if not only_null(each)]
        limits = [each for each in schema.all_of if each.constraints and each not in inner]
        if limits or len(inner) + len(given) != 1:
            break
        nullable = nullable or len(given) < len(choice)
        schema = (inner or given)[0]
        nullable = nullable or schema.nullable
    return schema, nullable


def is_reference(schema: Schema) -> bool:
    """Whether the node stands for a named schema and adds nothing that a type would show."""
    return schema.ref is not None and not (
        schema.all_of or schema.any_of or schema.one_of or schema.required or _has_shape(schema)
    )


def only_null(schema: Schema) -> bool:
    """Whether null is all that the schema allows."""
    return schema.nullable and not schema.types and not says_something(schema, null=False)


def says_something(schema: Schema, *, null: bool = True) -> bool:
    """Whether the schema tells anything about types."""
    return bool(
        schema.ref
        or schema.types
        or (null and schema.nullable)
        or schema.all_of
        or schema.any_of
        or schema.one_of
        or _has_shape(schema)
    )


def _has_shape(schema: Schema) -> bool:
    return bool(
        schema.enum is not None
        or schema.const is not UNSET
        or schema.properties
        or schema.items
        or schema.prefix_items
        or schema.pattern_properties
        or isinstance(schema.additional, Schema)
        or (schema.types and schema.types != ("object",) and not schema.ref)
    )


def flattened(api: Api, schema: Schema) -> Schema:
    """The node and all its parts by reference and allOf as one node without either."""
    if schema.ref is None and not schema.all_of:
        return schema
    parts = list(api.parts(schema))
    whole = parts[0]
    for part in parts[1:]:
        whole = _both(whole, part)
    typed = [part for part in parts if part.types]
    nullable = schema.nullable or (bool(typed) and all(part.nullable for part in typed))
    required = tuple(dict.fromkeys(name for part in parts for name in part.required))
    return msgspec.structs.replace(
        whole,
        ref=None,
        all_of=(),
        nullable=nullable,
        required=required,
        properties=tuple(
            Property(each.name, each.schema, each.name in required) for each in whole.properties
        ),
        additional=None if len(parts) > 1 and whole.additional is False else whole.additional,
    )


def _both(first: Schema, second: Schema) -> Schema:
    return msgspec.structs.replace(
        first,
        types=_common(first.types, second.types),
        format=first.format or second.format,
        title=first.title or second.title,
        description=first.description or second.description,
        enum=second.enum if first.enum is None else first.enum,
        const=second.const if first.const is UNSET else first.const,
        constraints=first.constraints + second.constraints,
        properties=_merged(first.properties, second.properties),
        pattern_properties=first.pattern_properties or second.pattern_properties,
        additional=_stricter(first.additional, second.additional),
        items=_all_of(first.items, second.items),
        prefix_items=first.prefix_items or second.prefix_items,
        any_of=first.any_of or second.any_of,
        one_of=first.one_of or second.one_of,
        discriminator=first.discriminator or second.discriminator,
        read_only=first.read_only or second.read_only,
        write_only=first.write_only or second.write_only,
        never=first.never or second.never,
    )


def _stricter(first: Additional, second: Additional) -> Additional:
    return second if first is None or first is True else first


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if not first or not second:
        return first or second
    if "integer" in first + second:
        first, second = (
            tuple("integer" if each == "number" else each for each in types)
            for types in (first, second)
        )
    return tuple(each for each in first if each in second) or first


def _merged(first: tuple[Property, ...], second: tuple[Property, ...]) -> tuple[Property, ...]:
    found = {each.name: each for each in first}
    for each in second:
        known = found.get(each.name)
        schema = _all_of(known.schema, each.schema) if known else each.schema
        assert schema is not None
        found[each.name] = Property(each.name, schema, each.required)
    return tuple(found.values())


def _all_of(first: Schema | None, second: Schema | None) -> Schema | None:
    if first is None or second is None or first.pointer == second.pointer:
        return first or second
    return Schema(pointer=f"{first.pointer}&{second.pointer}", all_of=(first, second))


def unnamed(flat: Schema) -> Schema | None:
    """What the attributes hold that have no name in a flat object; None if nothing is said."""
    given = [inner for _, inner in flat.pattern_properties]
    if isinstance(flat.additional, Schema):
        given.append(flat.additional)
    return reduce(_any_of, given) if given else None


def attributes(api: Api, flat: Schema) -> tuple[Property, ...]:
    """The attributes of a flat object, and as optional ones those of its variants."""
    if not flat.properties:
        return ()
    found = {each.name: each for each in flat.properties}
    for branch in _variants(api, flat, set()):
        for each in branch.properties:
            known = found.get(each.name)
            if known is None:
                found[each.name] = Property(each.name, each.schema, required=False)
            elif known.schema.pointer != each.schema.pointer and not known.required:
                found[each.name] = Property(
                    each.name, _any_of(known.schema, each.schema), required=False
                )
    return tuple(found.values())


def _variants(api: Api, flat: Schema, seen: set[str]) -> Iterator[Schema]:
    """The flat branches, and those inside of them."""
    for branch in (*flat.any_of, *flat.one_of):
        if branch.pointer not in seen:
            seen.add(branch.pointer)
            inner = flattened(api, branch)
            yield inner
            yield from _variants(api, inner, seen)


def heirs(api: Api, name: str) -> tuple[str, ...]:
    """The schemas that a value of a parent may be, by its discriminator; () if it has none.

    A parent has attributes of its own and no branches: its heirs name it in their allOf.
    """
    found = _families(api).get(name, ())
    return found if len(found) <= MOST_HEIRS else ()


@lru_cache(maxsize=1)
def _families(api: Api) -> dict[str, tuple[str, ...]]:
    parents = {
        name
        for name, each in api.schemas.items()
        if each.discriminator is not None and not (each.one_of or each.any_of)
    }
    found: dict[str, tuple[str, ...]] = {}
    for other, schema in api.schemas.items() if parents else ():
        for part in api.parts(schema):
            if part.name in parents and part.name != other:
                found[part.name] = (*found.get(part.name, ()), other)
    return found


def _any_of(first: Schema, second: Schema) -> Schema:
    return Schema(pointer=f"{first.pointer}|{second.pointer}", any_of=(first, second))


def inferred(flat: Schema) -> tuple[str, ...]:
    """The types of a flat schema; if it says none, those that its keywords are about."""
    if flat.types:
        return flat.types
    if flat.properties or unnamed(flat) is not None:
        return ("object",)
    return ("array",) if flat.items or flat.prefix_items else ()


def reached(api: Api, roots: Iterable[Schema]) -> frozenset[str]:
    """The names of all schemas that the roots are made of."""
    names: set[str] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        if node.ref is not None and node.ref not in names:
            names.add(node.ref)
            stack.append(api.schemas[node.ref])
            stack.extend(api.schemas[each] for each in heirs(api, node.ref))
            names.update(heirs(api, node.ref))
        stack.extend(children(node))
    return frozenset(names)


def children(schema: Schema) -> Iterable[Schema]:
    """The schemas that a node is directly made of."""
    yield from (each.schema for each in schema.properties)
    yield from (inner for _, inner in schema.pattern_properties)
    yield from schema.prefix_items
    yield from (*schema.all_of, *schema.any_of, *schema.one_of)
    if schema.items is not None:
        yield schema.items
    if isinstance(schema.additional, Schema):
        yield schema.additional
