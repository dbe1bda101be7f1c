"""The JSON Schema of a value, 3.0 and 3.1 spelled alike."""

from __future__ import annotations

from typing import Any

import msgspec

from clausegen.model.said import Words


class Unset:
    """The type of UNSET: a default or const that the document does not give (null is a value)."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET = Unset()


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """A JSON Schema node, 3.0 and 3.1 spelled alike.

    A node with `ref` stands for the named schema `Api.schemas[ref]`; its keywords (3.1) add to it.
    """

    pointer: str
    name: str | None = None
    """Set on the schemas in `Api.schemas` only."""
    ref: str | None = None
    never: bool = False
    """The schema `false`."""
    types: tuple[str, ...] = ()
    """JSON types without "null"; empty means any."""
    nullable: bool = False
    """null is among the types (3.1) or `nullable: true` (3.0)."""
    format: str | None = None
    title: str = ""
    description: str = ""
    enum: tuple[Any, ...] | None = None
    """Values other than null, which `nullable` tells; (None,) if null alone is allowed."""
    const: Any = UNSET
    default: Any = UNSET
    examples: tuple[Any, ...] = ()
    constraints: tuple[tuple[str, Any], ...] = ()
    """Validation keywords by their JSON Schema names: minLength, pattern, maximum, uniqueItems, ...
    exclusiveMinimum and exclusiveMaximum are numbers, whatever the dialect."""
    properties: tuple[Property, ...] = ()
    pattern_properties: tuple[tuple[str, Schema], ...] = ()
    additional: Schema | bool | None = None
    """additionalProperties; None when the document is silent."""
    required: tuple[str, ...] = ()
    items: Schema | None = None
    prefix_items: tuple[Schema, ...] = ()
    all_of: tuple[Schema, ...] = ()
    any_of: tuple[Schema, ...] = ()
    one_of: tuple[Schema, ...] = ()
    not_: Schema | None = None
    condition: Condition | None = None
    contains: Schema | None = None
    """How many items must fit it: minContains and maxContains in `constraints`."""
    property_names: Schema | None = None
    dependent_schemas: tuple[tuple[str, Schema], ...] = ()
    """(attribute, schema that the whole object keeps when the attribute is given)."""
    unevaluated_properties: Schema | bool | None = None
    unevaluated_items: Schema | bool | None = None
    content_schema: Schema | None = None
    """What the text holds, once decoded as contentMediaType and contentEncoding say."""
    external_docs: str | None = None
    discriminator: Discriminator | None = None
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    words: Words = Words()

    def constraint(self, keyword: str) -> Any:
        """The value of a validation keyword, or None."""
        return next((value for key, value in self.constraints if key == keyword), None)


class Property(msgspec.Struct, frozen=True):
    """One attribute of an object schema, in the document's order."""

    name: str
    schema: Schema
    required: bool


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """if/then/else."""

    if_: Schema
    then: Schema | None = None
    else_: Schema | None = None


class Discriminator(msgspec.Struct, frozen=True):
    """Which attribute tells the branches apart; `mapping` gives (value, schema name) pairs."""

    property: str
    mapping: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    """3.2: the schema's name for a value that no mapping knows, or no value at all."""
