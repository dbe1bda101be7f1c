"""Schemas as TypeScript types. Types are structural here, so unions and inline objects stay."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from clausegen.model import UNSET, Api, Discriminator, Property, Schema
from clausegen.render.shapes.directions import Directions, Uses
from clausegen.render.shapes.flatten import (
    attributes,
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


class TypeModel(msgspec.Struct, frozen=True):
    """One exported type, ready to print."""

    code: str


class _Member(msgspec.Struct, frozen=True):
    """An attribute of an object."""

    property: Property
    type: str
    may_lack: bool

    def line(self, indent: int) -> str:
        name = key(self.property.name) + ("?" if self.may_lack else "")
        head = comment(self.property.schema.description, indent)
        return f"{head}{' ' * indent}{name}: {self.type};\n"


class Types:
    """Types by schema, and the named ones as declarations."""

    def __init__(self, api: Api, directions: Directions, reserved: Iterable[str]) -> None:
        self._api = api
        self._directions = directions
        scope = Scope({*GLOBALS, *reserved}, suffix="Model")
        wanted = directions.requests | directions.responses
        self._names = {
            name: scope.add(pascal(name, "Schema")) for name in api.schemas if name in wanted
        }
        self._whole_names = {
            name: scope.add(f"Any{self._names[name]}") for name in self._names if heirs(api, name)
        }
        """Of parents with a discriminator: what stands for their heirs."""
        self.used: set[str] = set()
        """Names of the models that were mentioned since this was last emptied."""
        self._mentioned: dict[str, None] = {}

    def declarations(self) -> list[TypeModel]:
        """The named schemas that were mentioned, and those that they mention; in their order."""
        made: dict[str, TypeModel] = {}
        while len(made) < len(self._mentioned):
            for name in [each for each in self._mentioned if each not in made]:
                made[name] = self._declaration(name)
        return [made[name] for name in self._names if name in made]

    def of(self, schema: Schema | None, uses: Uses, indent: int = 0, depth: int = 0) -> str:
        if schema is None or depth > DEEPEST:
            return "unknown"
        if schema.never:
            return "never"
        core, has_null = unwrapped(schema)
        if core.ref is not None and is_reference(core):
            return _with_null(self._named(core.ref), also=has_null)
        flat = flattened(self._api, core)
        return _with_null(self._shape(flat, uses, indent, depth), also=has_null or flat.nullable)

    def _declaration(self, name: str) -> TypeModel:
        schema, uses = self._api.schemas[name], self._directions.of(name)
        core, has_null = unwrapped(schema)
        flat = flattened(self._api, core)
        head = comment(schema.description or flat.description, 0)
        plain_object = bool(flat.properties) and flat.types in {(), ("object",)}
        if plain_object and not (has_null or flat.nullable or is_reference(core)):
            body = self._members(flat, uses, 0, 0)
            whole = self._heirs(name) if name in self._whole_names else ""
            return TypeModel(f"{head}export interface {self._names[name]} {body}{whole}")
        text = self.of(schema, uses) if core is not schema else self._whole(flat, uses)
        return TypeModel(f"{head}export type {self._names[name]} = {text};")

    def _named(self, ref: str) -> str:
        name = self._whole_names.get(ref, self._names[ref])
        self.used.add(name)
        self._mentioned[ref] = None
        return name

    def _branch(self, each: Schema, flat: Schema, uses: Uses, indent: int, depth: int) -> str:
        """A branch; where a discriminator names it, with the value by which checkers know it."""
        if flat.discriminator is None or each.ref is None or not is_reference(each):
            return self.of(each, uses, indent, depth + 1)
        return self._told(self._named(each.ref), each.ref, flat.discriminator)

    def _told(self, name: str, ref: str, discriminator: Discriminator) -> str:
        schema = flattened(self._api, self._api.schemas[ref])
        has_attribute = any(each.name == discriminator.property for each in schema.properties)
        if not has_attribute or only_value(self._api, schema, discriminator.property) is not None:
            return name
        values = " | ".join(map(literal, tag_values(discriminator, ref)))
        return f"({{ {key(discriminator.property)}: {values} }} & {name})"

    def _heirs(self, name: str) -> str:
        """The type of a parent with a discriminator: one of its heirs."""
        discriminator = self._api.schemas[name].discriminator
        assert discriminator is not None
        told = [self._told(self._named(e), e, discriminator) for e in heirs(self._api, name)]
        return f"\n\nexport type {self._whole_names[name]} = {' | '.join(told)};"

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
        if kind == "string" and flat.format == "binary" and uses.in_forms:
            return "Blob"
        return PLAIN.get(kind, "unknown")

    def _members(self, flat: Schema, uses: Uses, indent: int, depth: int) -> str:
        inner = indent + 2
        named = [self._member(each, uses, inner, depth) for each in attributes(self._api, flat)]
        lines = [each.line(inner) for each in named]
        rest = unnamed(flat)
        if rest is not None:
            text = self.of(rest, uses, inner, depth + 1)
            lines.append(f"{' ' * inner}[name: string]: {_index(text, named)};\n")
        elif flat.additional is True:
            lines.append(f"{' ' * inner}[name: string]: unknown;\n")
        return "{\n" + "".join(lines) + " " * indent + "}"

    def _member(self, each: Property, uses: Uses, indent: int, depth: int) -> _Member:
        flat = flattened(self._api, each.schema)
        one_way = (flat.read_only and uses.in_requests) or (flat.write_only and uses.in_responses)
        text = self.of(each.schema, uses, indent, depth + 1)
        return _Member(each, text, may_lack=not each.required or one_way)


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
    return _union([*parts, *(["undefined"] if any(each.may_lack for each in named) else [])])


def _with_null(text: str, *, also: bool) -> str:
    if not also or text in {"unknown", "null"} or text.endswith("| null"):
        return text
    return f"{text} | null"
