"""Schemas as TypeScript types. Types are structural here, so unions and inline objects stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from clausegen.model import UNSET, Api, Discriminator, Property, Schema
from clausegen.render.shapes.directions import Directions, Uses, carried
from clausegen.render.shapes.flatten import (
    flattened,
    heirs,
    inferred,
    is_reference,
    only_null,
    says_something,
    unnamed,
    unwrapped,
)
from clausegen.render.shapes.names import Scope, pascal
from clausegen.render.shapes.text_kinds import is_file
from clausegen.render.shapes.variants import only_value, tag_values
from clausegen.render.typescript.syntax import comment, key, literal

GLOBALS = frozenset(
    {
        *("Array", "ArrayBuffer", "AsyncGenerator", "Blob", "Boolean", "Date", "Error", "File"),
        *("FormData", "Function", "Headers", "Map", "Number", "Object", "Promise", "Record"),
        *("Request", "RequestInit", "Response", "Set", "String", "Symbol", "URL"),
        "URLSearchParams",
    }
)
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
DEEPEST = 40

_Key: TypeAlias = tuple[str, bool]
"""The name of a schema, and whether the type is of what is sent, where that is another one."""


class TypeModel(msgspec.Struct, frozen=True):
    """One exported type, ready to print."""

    code: str


class _Member(msgspec.Struct, frozen=True):
    """An attribute of an object."""

    property: Property
    type: str

    def line(self, indent: int) -> str:
        name = key(self.property.name) + ("" if self.property.required else "?")
        head = comment(self.property.schema.description, indent)
        return f"{head}{' ' * indent}{name}: {self.type};\n"


class Types:
    """Types by schema, and the named ones as declarations."""

    def __init__(self, api: Api, directions: Directions, reserved: Iterable[str]) -> None:
        self._api = api
        self._directions = directions
        scope = Scope({*GLOBALS, *reserved}, suffix="Model")
        self._names: dict[_Key, str] = {
            (name, False): scope.add(pascal(name, "Schema"))
            for name in api.schemas
            if name in directions.requests | directions.responses
        }
        self._names |= {
            (name, True): scope.add(f"{self._names[name, False]}Input")
            for name in api.schemas
            if name in directions.differing
        }
        self._places = {each: place for place, each in enumerate(self._names)}
        self._whole_names = {
            each: scope.add(f"Any{self._names[each]}")
            for each in self._names
            if heirs(api, each[0])
        }
        """Of parents with a discriminator: what stands for their heirs."""
        self.used: set[str] = set()
        """Names of the models that were mentioned since this was last emptied."""
        self._mentioned: dict[_Key, None] = {}

    def declarations(self) -> list[TypeModel]:
        """The named schemas that were mentioned, and those that they mention; in their order."""
        made: dict[_Key, TypeModel] = {}
        while len(made) < len(self._mentioned):
            for each in [each for each in self._mentioned if each not in made]:
                made[each] = self._declaration(each)
        return [made[each] for each in sorted(made, key=self._places.__getitem__)]

    def of(self, schema: Schema | None, uses: Uses, indent: int = 0, depth: int = 0) -> str:
        if schema is None or depth > DEEPEST:
            return "unknown"
        if schema.never:
            return "never"
        core, has_null = unwrapped(schema)
        if core.ref is not None and is_reference(core):
            return _with_null(self._named(core.ref, uses), also=has_null)
        flat = flattened(self._api, core)
        return _with_null(self._shape(flat, uses, indent, depth), also=has_null or flat.nullable)

    def _declaration(self, each: _Key) -> TypeModel:
        name, is_input = each
        way = Uses(in_requests=is_input, in_responses=not is_input)
        schema, uses = self._api.schemas[name], self._directions.of(name, way)
        core, has_null = unwrapped(schema)
        flat = flattened(self._api, core)
        head = comment(schema.description or flat.description, 0)
        plain_object = bool(flat.properties) and flat.types in {(), ("object",)}
        if plain_object and not (has_null or flat.nullable or is_reference(core)):
            body = self._members(flat, uses, 0, 0)
            whole = self._heirs(each, uses) if each in self._whole_names else ""
            return TypeModel(f"{head}export interface {self._names[each]} {body}{whole}")
        text = self.of(schema, uses) if core is not schema else self._whole(flat, uses)
        return TypeModel(f"{head}export type {self._names[each]} = {text};")

    def _named(self, ref: str, way: Uses) -> str:
        each = ref, self._directions.is_input(ref, way)
        name = self._whole_names.get(each, self._names[each])
        self.used.add(name)
        self._mentioned[each] = None
        return name

    def _branch(self, each: Schema, flat: Schema, uses: Uses, indent: int, depth: int) -> str:
        """A branch; where a discriminator names it, with the value by which checkers know it."""
        if flat.discriminator is None or each.ref is None or not is_reference(each):
            return self.of(each, uses, indent, depth + 1)
        return self._told(self._named(each.ref, uses), each.ref, flat.discriminator)

    def _told(self, name: str, ref: str, discriminator: Discriminator) -> str:
        schema = flattened(self._api, self._api.schemas[ref])
        has_attribute = any(each.name == discriminator.property for each in schema.properties)
        if not has_attribute or only_value(self._api, schema, discriminator.property) is not None:
            return name
        values = " | ".join(map(literal, tag_values(discriminator, ref)))
        return f"({{ {key(discriminator.property)}: {values} }} & {name})"

    def _heirs(self, each: _Key, uses: Uses) -> str:
        """The type of a parent with a discriminator: one of its heirs."""
        name, _ = each
        discriminator = self._api.schemas[name].discriminator
        assert discriminator is not None
        told = [self._told(self._named(e, uses), e, discriminator) for e in heirs(self._api, name)]
        return f"\n\nexport type {self._whole_names[each]} = {' | '.join(told)};"

    def _whole(self, flat: Schema, uses: Uses) -> str:
        return _with_null(self._shape(flat, uses, 0, 0), also=flat.nullable)

    def _shape(self, flat: Schema, uses: Uses, indent: int, depth: int) -> str:
        values = (flat.const,) if flat.const is not UNSET else flat.enum
        if values is not None:
            return _enum(values, is_open=uses.in_responses)
        branches = [each for each in (*flat.any_of, *flat.one_of) if says_something(each)]
        if branches and not flat.properties:
            return _union(self._branch(each, flat, uses, indent, depth) for each in branches)
        kinds = inferred(flat)
        if not kinds:
            is_null = only_null(flat) and not self._api.openapi.startswith("3.0")
            return "null" if is_null else "unknown"
        return _union(self._kind(kind, flat, uses, indent, depth) for kind in kinds)

    def _kind(self, kind: str, flat: Schema, uses: Uses, indent: int, depth: int) -> str:
        if kind == "array":
            item = self.of(flat.items, uses, indent, depth + 1)
            if flat.prefix_items:
                places = [self.of(each, uses, indent, depth + 1) for each in flat.prefix_items]
                closed = flat.items is not None and flat.items.never
                rest = [] if closed else [f"...({item})[]" if " " in item else f"...{item}[]"]
                return f"[{', '.join([*places, *rest])}]"
            return f"({item})[]" if " | " in item or " & " in item else f"{item}[]"
        if kind == "object":
            if flat.properties:
                return self._members(flat, uses, indent, depth)
            return f"{{ [name: string]: {self.of(unnamed(flat), uses, indent, depth + 1)} }}"
        if kind == "string" and uses.in_forms and is_file(flat):
            return "Blob"
        return PLAIN.get(kind, "unknown")

    def _members(self, flat: Schema, uses: Uses, indent: int, depth: int) -> str:
        inner = indent + 2

        def tells(name: str) -> bool:
            """What has one value tells alternatives apart: classes have tags, types have this."""
            return only_value(self._api, flat, name) is not None

        named = [
            self._member(each, uses, inner, depth) for each in carried(self._api, flat, uses, tells)
        ]
        lines = [each.line(inner) for each in named]
        rest = unnamed(flat)
        if rest is not None:
            text = self.of(rest, uses, inner, depth + 1)
            lines.append(f"{' ' * inner}[name: string]: {_index(text, named)};\n")
        elif flat.additional is True:
            lines.append(f"{' ' * inner}[name: string]: unknown;\n")
        return "{\n" + "".join(lines) + " " * indent + "}"

    def _member(self, each: Property, uses: Uses, indent: int, depth: int) -> _Member:
        return _Member(each, self.of(each.schema, uses, indent, depth + 1))


def _enum(values: Iterable[object], *, is_open: bool) -> str:
    listed = list(values)
    parts = list(dict.fromkeys(_value(each) for each in listed))
    if is_open and len(parts) > 1 and any(isinstance(each, str) for each in listed):
        parts.append("(string & {})")  # a value that is newer than this client
    return " | ".join(parts) or "never"


def _value(value: object) -> str:
    return literal(value) if value is None or isinstance(value, str | int | float) else "unknown"


def _union(members: Iterable[str]) -> str:
    parts = list(dict.fromkeys(members))
    return "unknown" if "unknown" in parts else " | ".join(parts)


def _index(rest: str, named: list[_Member]) -> str:
    """What an object holds by any name: in TypeScript that includes its named attributes."""
    parts = dict.fromkeys([rest, *(each.type for each in named)])
    if any("\n" in each for each in parts):
        return "unknown"
    return _union(
        [*parts, *([] if all(each.property.required for each in named) else ["undefined"])]
    )


def _with_null(text: str, *, also: bool) -> str:
    if not also or text in {"unknown", "null"} or text.endswith("| null"):
        return text
    return f"{text} | null"
