"""The attributes of a schema as HTML. A named schema is rendered once, and placed by prefix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from markupsafe import Markup

from clausegen.model import Api, Property, Schema, relations
from clausegen.render.docs.addresses import Addresses, anchor
from clausegen.render.docs.editability import editability
from clausegen.render.docs.layers import Layers, are_conditions, choices, distinct, lone, substance
from clausegen.render.docs.margins import Margins
from clausegen.render.docs.typenames import Piece, Types
from clausegen.render.docs.values import Value, Values
from clausegen.words.demands import condition, demands, literal
from clausegen.words.english import code
from clausegen.words.mutability import Mutability
from clausegen.words.registry import notes

Mode = Literal["request", "response", "all"]
PREFIX = "\x02"
"""Stands for the place of a fragment in the ids and links of its rows until it is placed."""
SPACE_FOR_NESTED = 12_000
"""Characters of named schemas that one fragment shows inside; what is beyond stays a link."""
DEEPEST = 12
REPEATED = 0.75
_WORD = re.compile(r"[\w.]{3,}")
_BOTH_NULL = "; both are null together"


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """One row: an attribute, or a parameter. `inside` is the rendered shape of its value."""

    name: str
    anchor: str
    value: Value = Value()
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    inside: Markup = Markup()
    inside_label: str = ""


class Variant(msgspec.Struct, frozen=True):
    """One branch of oneOf or anyOf."""

    name: tuple[Piece, ...]
    when: str
    value: Value
    inside: Markup


class Choice(msgspec.Struct, frozen=True):
    label: str
    variants: tuple[Variant, ...]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What a value looks like from inside."""

    attributes: tuple[Attribute, ...] = ()
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    closed: bool = False
    """No other attributes are allowed."""


NOTHING = Shape()


class _Allowance:
    """How many characters of nested schemas a fragment may still take."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, size: int) -> bool:
        if size > self.left:
            return False
        self.left -= size
        return True


Printer = Callable[[Shape], str]
Way = tuple[Mode, _Allowance, int]
"""For whom a shape is made, how much space is left in it, and how deep it lies."""


class Fragments:
    """`space`: how many characters of named schemas a fragment shows inside."""

    def __init__(
        self, api: Api, addresses: Addresses, printer: Printer, space: int = SPACE_FOR_NESTED
    ) -> None:
        self._api = api
        self.addresses = addresses
        self._printer = printer
        self._space = space
        self.types = Types(api, addresses)
        self._layers = Layers(api)
        self.values = Values(self.types, self._layers, Margins(api))
        self._known: dict[tuple[str, Mode, bool], Markup] = {}
        self._attributes: dict[str, tuple[Property, ...]] = {}
        self._cores: dict[str, Schema] = {}
        self._editable = editability(api, self.core)

    def place(self, schema: Schema, mode: Mode, prefix: str) -> Markup:
        """The attributes of a value, its arrays unwrapped; empty when there is nothing inside."""
        inner = self.core(schema)
        return placed(self._fragment(inner, mode, expand=True), prefix)

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
            layers = [each.schema for each in self._layers.of(schema)]
            told = any(each.properties or each.prefix_items for each in layers)
            items = next((each.items for each in layers if each.items is not None), None)
            below = (*substance(schema), *lone(schema))
            if items is not None and not told:
                schema = items
            elif len(below) == 1 and not _has_own(schema):
                schema = below[0]
            else:
                return schema
        return schema

    def _fragment(self, schema: Schema, mode: Mode, *, expand: bool) -> Markup:
        key = (schema.pointer, mode, expand)
        if key not in self._known:
            allowance = _Allowance(self._space if expand else 0)
            self._known[key] = self._print(self.shape(schema, mode, allowance))
        return self._known[key]

    def _print(self, shape: Shape) -> Markup:
        if shape == NOTHING:
            return Markup()
        return Markup(self._printer(shape))  # noqa: S704 - an escaping template, or Markdown

    def shape(
        self, schema: Schema, mode: Mode, allowance: _Allowance | None = None, depth: int = 0
    ) -> Shape:
        way = (mode, allowance or _Allowance(0), depth)
        parts = tuple(self._api.parts(schema))
        own = [layer.schema for layer in self._layers.of(schema) if layer.own]
        listed = [
            self._attribute(each, self.flags(schema, each, mode), way, _others(own, each))
            for each in self.attributes(schema)
            if not hidden(each.schema, mode)
        ]
        unnamed = _numbered(each for part in parts for each in _unnamed(part))
        listed += (self._attribute(each, (), way) for each in unnamed)
        return Shape(
            attributes=tuple(listed),
            choices=tuple(self._choices(parts, way)),
            notes=tuple(note for part in parts for note in _notes(part)),
            closed=any(
                part.additional is False or part.unevaluated_properties is False for part in parts
            ),
        )

    def flags(self, owner: Schema, attribute: Property, mode: Mode) -> tuple[str, ...]:
        """How the attribute may be written: on a resource's own page, as its bodies tell."""
        target = self._api.resolve(attribute.schema)
        known = self._editable.get(owner.name or "") if mode == "all" else None
        return tuple(flags_of(attribute, target, mode, known))

    def _attribute(
        self,
        attribute: Property,
        flags: tuple[str, ...],
        way: Way,
        others: tuple[Schema, ...] = (),
    ) -> Attribute:
        schema = attribute.schema
        name = anchor(attribute.name)
        value = self.values.of(schema)
        texts = [value.description, *(self.values.of(each).description for each in others)]
        return Attribute(
            name=attribute.name,
            anchor=name,
            value=msgspec.structs.replace(value, description="\n\n".join(distinct(texts))),
            flags=flags,
            notes=self._notes(schema, value.description),
            inside=placed(self._inside(self._whole(schema, others), *way), f"{PREFIX}{name}."),
            inside_label=_inside_label(schema, self.core(schema)),
        )

    def _whole(self, schema: Schema, others: tuple[Schema, ...]) -> Schema:
        """With what other parts of the owner say of the inside: one may only say `type: object`."""
        inner = self.core(schema)
        more = tuple(each for each in map(self.core, others) if _has_inside(each))
        if inner.name is not None or not more:
            return schema
        return msgspec.structs.replace(
            inner, all_of=(*inner.all_of, *more), pointer=f"{inner.pointer}/allOf/*"
        )

    def _notes(self, schema: Schema, description: str) -> tuple[str, ...]:
        """Without what the description says as well, and what holds of no value here."""
        null = relations.accepts_null(self._api, schema)
        told = (each if null else each.replace(_BOTH_NULL, "") for each in notes(schema.words))
        return tuple(each for each in told if not repeats(each, description))

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

    def _choices(self, parts: tuple[Schema, ...], way: Way) -> Iterator[Choice]:
        seen = set[str]()
        for part in parts:
            for label, branches in choices(part):
                when = _discriminated(part, branches)
                variants = (self._variant(each, when, way, seen) for each in branches)
                yield Choice(label, tuple(variants))

    def _variant(self, each: Schema, when: dict[str, str], way: Way, seen: set[str]) -> Variant:
        place = anchor(each.ref) if each.ref and each.ref not in seen else f"{len(seen) + 1}"
        seen |= {each.pointer, each.ref or each.pointer}
        value = self.values.of(each)
        if each.ref is not None and not each.description:
            value = msgspec.structs.replace(value, description="", facts=())
        return Variant(
            name=(Piece(each.title),) if each.title and not each.ref else self.types.of(each, 1),
            when=when.get(each.ref or "", ""),
            value=value,
            inside=placed(self._inside(each, *way), f"{PREFIX}{place}."),
        )


def _unnamed(schema: Schema) -> Iterator[Property]:
    """What has no name that the document fixes: places of a tuple, patterns, all other names."""
    for number, each in enumerate(schema.prefix_items):
        yield Property(f"[{number}]", each, required=False)
    if schema.prefix_items and schema.items is not None and not schema.items.never:
        yield Property("further items", schema.items, required=False)
    for pattern, each in schema.pattern_properties:
        yield Property(f"/{pattern}/", each, required=False)
    for rest in (schema.additional, schema.unevaluated_properties):
        if isinstance(rest, Schema):
            yield Property("any other name", rest, required=False)
    if isinstance(schema.unevaluated_items, Schema):
        yield Property("further items", schema.unevaluated_items, required=False)


def _numbered(found: Iterable[Property]) -> Iterator[Property]:
    """Several parts may tell of all other names."""
    taken: dict[str, int] = {}
    for each in found:
        taken[each.name] = taken.get(each.name, 0) + 1
        again = f"{each.name} ({taken[each.name]})"
        yield each if taken[each.name] == 1 else Property(again, each.schema, required=False)


def _others(parts: Sequence[Schema], attribute: Property) -> tuple[Schema, ...]:
    """What other parts of the schema say of the same attribute."""
    found = (each for part in parts for each in part.properties if each.name == attribute.name)
    return tuple(each.schema for each in found if each.schema is not attribute.schema)


def _notes(part: Schema) -> Iterator[str]:
    yield from notes(part.words)
    if part.condition:
        text = condition(part.condition, part.title, code)
        yield text[:1].upper() + text[1:]
    for name, each in part.dependent_schemas:
        yield f"If `{name}` is given, {demands(each, code)}."
    if part.property_names is not None:
        yield f"Every attribute's name {demands(part.property_names, code)}."
    for label, branches in (("Exactly one holds", part.one_of), ("One or more holds", part.any_of)):
        if len(branches) > 1 and are_conditions(branches):
            told = [f"{demands(each, code)}. {each.description}".strip() for each in branches]
            yield f"{label}: " + " Or ".join(told)


def repeats(note: str, description: str) -> bool:
    """Whether nearly every word of a note stands in the description."""
    words, known = (set(_WORD.findall(text.lower())) for text in (note, description))
    return bool(words) and len(words & known) >= REPEATED * len(words)


def placed(fragment: Markup, prefix: str) -> Markup:
    return Markup(str.replace(fragment, PREFIX, prefix)) if fragment else fragment  # noqa: S704 - ids


def hidden(schema: Schema, mode: Mode) -> bool:
    return (mode == "request" and schema.read_only) or (mode == "response" and schema.write_only)


def _has_own(schema: Schema) -> bool:
    """Whether it holds more than its only part or branch."""
    branches = (schema.one_of, schema.any_of)
    more = any(len(each) > 1 for each in branches) or all(branches)
    return bool(more or schema.properties or schema.prefix_items or schema.pattern_properties)


def _has_inside(schema: Schema) -> bool:
    return bool(
        schema.properties
        or schema.all_of
        or schema.prefix_items
        or schema.pattern_properties
        or isinstance(schema.additional, Schema)
        or isinstance(schema.unevaluated_properties, Schema)
        or schema.dependent_schemas
        or schema.property_names
        or schema.condition
        or schema.one_of
        or schema.any_of
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
    mutability = schema.words.get(Mutability)
    if mutability is not None:
        yield mutability.kind
    if schema.write_only or target.write_only:
        yield "write-only"
    if schema.deprecated or target.deprecated:
        yield "deprecated"


def _inside_label(schema: Schema, inner: Schema) -> str:
    if inner.prefix_items:
        return "Items"
    only_choice = any(choices(inner)) and not (inner.properties or inner.all_of)
    inside = "Alternatives" if only_choice else "Attributes"
    return f"{inside} of each item" if "array" in schema.types else inside


def _discriminated(schema: Schema, branches: tuple[Schema, ...]) -> dict[str, str]:
    """Schema name -> `attribute` is `value`."""
    if schema.discriminator is None:
        return {}
    name = schema.discriminator.property
    told: dict[str, str] = {}
    for each in branches:
        told[each.ref or ""] = f"{name} is {literal(each.ref)}"
    for value, target in schema.discriminator.mapping:
        told[target] = f"{name} is {literal(value)}"
    if schema.discriminator.default:
        told[schema.discriminator.default] = f"{name} is anything else"
    return told
