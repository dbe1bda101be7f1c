"""Types as text, with the names of schemas as links."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import UNSET, Api, Schema
from clausegen.render.docs.addresses import Addresses
from clausegen.render.docs.layers import choices, lone, substance
from clausegen.render.shapes.flatten import only_null
from clausegen.words.demands import are_values, value_of

LONGEST_TYPE = 6
"""Alternatives and nested arrays beyond this are named by their number."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, perhaps a link."""

    text: str
    href: str | None = None


class Types:
    """Types as text, with the names of schemas as links."""

    def __init__(self, api: Api, addresses: Addresses) -> None:
        self._api = api
        self._addresses = addresses
        self._known: dict[tuple[str, int], tuple[Piece, ...]] = {}

    def of(self, schema: Schema, depth: int = 0) -> tuple[Piece, ...]:
        """`array of Book or null`."""
        key = (schema.pointer, depth)
        if key not in self._known:
            self._known[key] = self._of(schema, depth)
        return self._known[key]

    def _of(self, schema: Schema, depth: int) -> tuple[Piece, ...]:
        core = tuple(self._core(schema, depth))
        return (*core, Piece(" or null")) if _may_be_null(schema) else core

    def _core(self, schema: Schema, depth: int) -> Iterator[Piece]:
        choice = next((found for _, found in choices(schema)), lone(schema))
        if schema.never:
            yield Piece("nothing")
        elif schema.ref is not None:
            yield self._named(schema.ref)
        elif depth > LONGEST_TYPE:
            yield Piece("…")
        elif schema.prefix_items:
            yield from self._tuple(schema, depth)
        elif "array" in schema.types or schema.items is not None:
            yield Piece("array of ")
            yield from self.of(schema.items, depth + 1) if schema.items else (Piece("any value"),)
        elif choice:
            yield from self._alternatives(choice, depth)
        elif len(parts := substance(schema)) == 1 and not schema.properties:
            yield from self._core(parts[0], depth + 1)
        else:
            yield Piece(_scalar(schema) if schema.types else _untyped(schema))

    def _named(self, name: str) -> Piece:
        """A named string is best known as what it is: `string (date-time)`."""
        schema = self._api.schemas[name]
        plain = schema.types and not {"array", "object"} & {*schema.types} and not schema.enum
        return Piece(_scalar(schema) if plain else name, self._addresses.schema(name))

    def _tuple(self, schema: Schema, depth: int) -> Iterator[Piece]:
        """`array (string, integer, ...)`; without dots, it ends there."""
        yield Piece("array (")
        for number, each in enumerate(schema.prefix_items):
            yield from (Piece(", "),) if number else ()
            yield from self.of(each, depth + 1)
        ends = schema.items is not None and schema.items.never
        yield Piece(")" if ends else ", …)")

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
    return schema.nullable and not only_null(schema)


def _scalar(schema: Schema) -> str:
    name = " or ".join(schema.types) or "object"
    return f"{name} ({schema.format})" if schema.format else name


def _untyped(schema: Schema) -> str:
    if schema.all_of or schema.properties:
        return "object"
    values = schema.enum or (() if schema.const is UNSET else (schema.const,))
    for branches in (schema.one_of, schema.any_of):
        values = values or (tuple(map(value_of, branches)) if are_values(branches) else ())
    told = dict.fromkeys(_JSON_TYPES.get(type(each), "null") for each in values)
    return " or ".join(told) or "any value"


_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"} | {
    dict: "object",
    list: "array",
}
