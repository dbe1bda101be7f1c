"""The attributes of a schema as HTML. A named schema is rendered once, and placed by prefix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from jinja2 import Template
from markupsafe import Markup

from clausegen.model import Api, Property, Schema
from clausegen.render.docs.addresses import Addresses, anchor
from clausegen.render.docs.editability import editability
from clausegen.render.docs.wording import (
    Fact,
    Piece,
    Types,
    branches,
    condition_sentence,
    facts,
    literal,
    one_branch_or_more,
)
from clausegen.words.registry import notes

Mode = Literal["request", "response", "all"]
PREFIX = "\x02"
"""Stands for the place of a fragment in the ids and links of its rows until it is placed."""
ROOM_FOR_NESTED = 12_000
"""Characters of named schemas that one fragment shows inside; what is beyond stays a link."""
DEEPEST = 12


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """One row: an attribute, or a parameter. `inside` is the rendered shape of its value."""

    name: str
    anchor: str
    type: tuple[Piece, ...]
    flags: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    inside: Markup = Markup()
    inside_label: str = ""


class Variant(msgspec.Struct, frozen=True):
    """One branch of oneOf or anyOf."""

    type: tuple[Piece, ...]
    when: str
    inside: Markup
    description: str


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What a value looks like from inside."""

    attributes: tuple[Attribute, ...] = ()
    variants: tuple[Variant, ...] = ()
    variants_label: str = ""
    notes: tuple[str, ...] = ()


class _Allowance:
    """How many characters of nested schemas a fragment may still take."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, size: int) -> bool:
        if size > self.left:
            return False
        self.left -= size
        return True


class Fragments:
    def __init__(self, api: Api, addresses: Addresses, template: Template) -> None:
        self._api = api
        self.addresses = addresses
        self._template = template
        self.types = Types(api, addresses)
        self._known: dict[tuple[str, Mode, bool], Markup] = {}
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._attributes: dict[str, tuple[Property, ...]] = {}
        self._cores: dict[str, Schema] = {}
        self._editable = editability(api, self.core)

    def place(self, schema: Schema, mode: Mode, prefix: str) -> Markup:
        """The attributes of a value, its arrays unwrapped; empty when there is nothing inside."""
        inner = self.core(schema)
        return placed(self._fragment(inner, mode, expand=True), prefix)

    def facts(self, schema: Schema) -> tuple[Fact, ...]:
        """Of a node and of the named schema that it stands for."""
        if schema.pointer not in self._facts:
            target = self._api.resolve(schema)
            more = () if target is schema else facts(target)
            self._facts[schema.pointer] = (*facts(schema), *more)
        return self._facts[schema.pointer]

    def attributes(self, schema: Schema) -> tuple[Property, ...]:
        """As `Api.attributes`, found once: pages, Markdown and the search ask for the same ones."""
        if schema.pointer not in self._attributes:
            self._attributes[schema.pointer] = self._api.attributes(schema)
        return self._attributes[schema.pointer]

    def core(self, schema: Schema) -> Schema:
        """The schema whose attributes matter: through references, arrays and lone alternatives."""
        if schema.pointer not in self._cores:
            self._cores[schema.pointer] = self._core(schema)
        return self._cores[schema.pointer]

    def _core(self, schema: Schema) -> Schema:
        for _ in range(DEEPEST):
            schema = self._api.resolve(schema)
            lone = one_branch_or_more(schema)
            if schema.items is not None and not schema.properties:
                schema = schema.items
            elif len(lone) == 1 and not schema.properties and not schema.all_of:
                schema = lone[0]
            elif len(schema.all_of) == 1 and not schema.properties and not lone:
                schema = schema.all_of[0]
            else:
                return schema
        return schema

    def _fragment(self, schema: Schema, mode: Mode, *, expand: bool) -> Markup:
        key = (schema.pointer, mode, expand)
        if key not in self._known:
            allowance = _Allowance(ROOM_FOR_NESTED if expand else 0)
            self._known[key] = self._print(self.shape(schema, mode, allowance))
        return self._known[key]

    def _print(self, shape: Shape) -> Markup:
        if not (shape.attributes or shape.variants or shape.notes):
            return Markup()
        return Markup(self._template.render(shape=shape))  # noqa: S704 - an escaping template

    def shape(
        self, schema: Schema, mode: Mode, allowance: _Allowance | None = None, depth: int = 0
    ) -> Shape:
        allowance = allowance or _Allowance(0)
        listed = [
            self._attribute(each, self.flags(schema, each, mode), (mode, allowance, depth))
            for each in self.attributes(schema)
            if not hidden(each.schema, mode)
        ]
        listed += self._patterned(schema, mode, allowance, depth)
        parts = tuple(self._api.parts(schema))
        choice = next((each for each in parts if len(one_branch_or_more(each)) > 1), None)
        return Shape(
            attributes=tuple(listed),
            variants=self._variants(choice, mode, allowance, depth) if choice else (),
            variants_label=_variants_label(choice) if choice else "",
            notes=(
                *(note for part in parts for note in notes(part.words)),
                *(condition_sentence(each.condition) for each in parts if each.condition),
            ),
        )

    def flags(self, owner: Schema, attribute: Property, mode: Mode) -> tuple[str, ...]:
        """How the attribute may be written: on a resource's own page, as its bodies tell."""
        target = self._api.resolve(attribute.schema)
        known = self._editable.get(owner.name or "") if mode == "all" else None
        return tuple(flags_of(attribute, target, mode, known))

    def _attribute(
        self, attribute: Property, flags: tuple[str, ...], way: tuple[Mode, _Allowance, int]
    ) -> Attribute:
        schema = attribute.schema
        target = self._api.resolve(schema)
        name = anchor(attribute.name)
        inside = self._inside(schema, *way)
        return Attribute(
            name=attribute.name,
            anchor=name,
            type=self.types.of(schema),
            flags=flags,
            facts=self.facts(schema),
            notes=notes(schema.words),
            description=schema.description or target.description,
            inside=placed(inside, f"{PREFIX}{name}."),
            inside_label=_inside_label(schema, self.core(schema)),
        )

    def _inside(self, schema: Schema, mode: Mode, allowance: _Allowance, depth: int) -> Markup:
        inner = self.core(schema)
        if inner.name is not None:
            if not allowance.left:
                return Markup()
            flat = self._fragment(inner, mode, expand=False)
            return flat if allowance.take(len(flat)) else Markup()
        if depth >= DEEPEST or not _has_inside(inner):
            return Markup()
        return self._print(self.shape(inner, mode, allowance, depth + 1))

    def _patterned(
        self, schema: Schema, mode: Mode, allowance: _Allowance, depth: int
    ) -> Iterator[Attribute]:
        """Attributes whose names the document does not fix."""
        open_ended = [(f"/{pattern}/", each) for pattern, each in schema.pattern_properties]
        if isinstance(schema.additional, Schema):
            open_ended.append(("any other name", schema.additional))
        for name, each in open_ended:
            attribute = Property(name, each, required=False)
            yield self._attribute(attribute, (), (mode, allowance, depth))

    def _variants(
        self, schema: Schema, mode: Mode, allowance: _Allowance, depth: int
    ) -> tuple[Variant, ...]:
        values = _discriminated(schema)
        made = []
        seen = set[str]()
        for number, each in enumerate(branches(schema), 1):
            place = anchor(each.ref) if each.ref and each.ref not in seen else str(number)
            seen.add(each.ref or "")
            type_ = self.types.of(each, 1)
            title = each.title if not each.ref else ""
            when = values.get(each.ref or "", "")
            inside = self._inside(each, mode, allowance, depth)
            made.append(
                Variant(
                    type=(Piece(title),) if title else type_,
                    when=when,
                    inside=placed(inside, f"{PREFIX}{place}."),
                    description=each.description,
                )
            )
        return tuple(made)


def placed(fragment: Markup, prefix: str) -> Markup:
    return Markup(str.replace(fragment, PREFIX, prefix)) if fragment else fragment  # noqa: S704 - ids


def hidden(schema: Schema, mode: Mode) -> bool:
    return (mode == "request" and schema.read_only) or (mode == "response" and schema.write_only)


def _has_inside(schema: Schema) -> bool:
    return bool(
        schema.properties
        or schema.all_of
        or schema.pattern_properties
        or isinstance(schema.additional, Schema)
        or len(one_branch_or_more(schema)) > 1
    )


def flags_of(
    attribute: Property, target: Schema, mode: Mode, editable: dict[str, str] | None
) -> Iterator[str]:
    schema = attribute.schema
    if schema.read_only or target.read_only:
        yield "read-only"
    elif editable is not None:
        yield from (editable[attribute.name],) if attribute.name in editable else ()
    elif mode == "request" or (mode == "all" and attribute.required):
        yield "required" if attribute.required else "optional"
    if schema.words.mutability:
        yield schema.words.mutability
    if schema.write_only or target.write_only:
        yield "write-only"
    if schema.deprecated or target.deprecated:
        yield "deprecated"


def _inside_label(schema: Schema, inner: Schema) -> str:
    only_choice = len(one_branch_or_more(inner)) > 1 and not (inner.properties or inner.all_of)
    inside = "Alternatives" if only_choice else "Attributes"
    return f"{inside} of each item" if "array" in schema.types else inside


def _variants_label(schema: Schema) -> str:
    return "Exactly one of" if schema.one_of else "Any of"


def _discriminated(schema: Schema) -> dict[str, str]:
    """Schema name -> `attribute` is `value`."""
    if schema.discriminator is None:
        return {}
    name = schema.discriminator.property
    told: dict[str, str] = {}
    for each in branches(schema):
        told[each.ref or ""] = f"{name} is {literal(each.ref)}"
    for value, target in schema.discriminator.mapping:
        told[target] = f"{name} is {literal(value)}"
    return told
