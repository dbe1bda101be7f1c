"""JSON Schema in both dialects -> model.Schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausegen.model import Condition, Discriminator, Property, Schema
from clausegen.model.reading import KEY, Node, Reading, shape
from clausegen.text.positions import escape

REF = "#/components/schemas/"
TYPES = frozenset(("string", "number", "integer", "boolean", "array", "object"))
_NUMBERS = (
    *("minLength", "maxLength", "minimum", "maximum", "multipleOf", "minItems", "maxItems"),
    *("minProperties", "maxProperties", "minContains", "maxContains"),
)
_LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_TEXTS = ("pattern", "contentEncoding", "contentMediaType")
_RENAMED = {"readOnly": "read_only", "writeOnly": "write_only", "deprecated": "deprecated"}
_SINGLE = {
    "not": "not_",
    "contains": "contains",
    "propertyNames": "property_names",
    "contentSchema": "content_schema",
}
_OPEN = {
    "additionalProperties": "additional",
    "unevaluatedProperties": "unevaluated_properties",
    "unevaluatedItems": "unevaluated_items",
}
_NAMED = {"patternProperties": "pattern_properties", "dependentSchemas": "dependent_schemas"}
_BRANCHES = {"allOf": "all_of", "anyOf": "any_of", "oneOf": "one_of", "prefixItems": "prefix_items"}

Fields = dict[str, Any]
_Keyword = Callable[["SchemaReader", Node, str, str, Fields], None]


class SchemaReader:
    """`visited` gathers the pointers of every x-contract that was read."""

    def __init__(self, reading: Reading, *, nullable_keyword: bool, visited: set[str]) -> None:
        self.reading = reading
        self.siblings = not nullable_keyword
        """3.1: keywords beside $ref count."""
        self.visited = visited

    def read(self, node: Any, at: str, name: str | None = None) -> Schema:
        if isinstance(node, bool):
            return Schema(pointer=at, name=name, never=not node)
        if not isinstance(node, dict):
            self.reading.fail(f"a schema must be a mapping, not {shape(node)}", at, instead={})
            return Schema(pointer=at, name=name)
        fields: Fields = {"pointer": at, "name": name}
        if "$ref" in node:
            fields["ref"] = self._reference(node, at)
            if not self.siblings:
                return Schema(**fields)
        constraints: list[tuple[str, Any]] = []
        fields["constraints"] = constraints
        for key in node:
            keyword = _KEYWORDS.get(key)
            if keyword is not None:
                keyword(self, node, key, at, fields)
        fields["constraints"] = tuple(constraints)
        _settle_null(fields)
        return Schema(**fields)

    def _reference(self, node: Node, at: str) -> str | None:
        text = node["$ref"]
        if isinstance(text, str) and text.startswith(REF):
            return text[len(REF) :].replace("~1", "/").replace("~0", "~")
        self.reading.fail("$ref must name a schema", f"{at}/$ref")
        return None

    def type(self, node: Node, key: str, at: str, fields: Fields) -> None:
        value = node[key]
        given = value if isinstance(value, list) else [value]
        types = ["null" if each is None else each for each in given]
        for each in types:
            if not isinstance(each, str) or each not in TYPES | {"null"}:
                known = ", ".join(sorted(TYPES))
                self.reading.fail(f"type {each!r} is none of {known}, null", f"{at}/type")
                return
        fields["types"] = tuple(dict.fromkeys(each for each in types if each != "null"))
        fields["nullable"] = fields.get("nullable", False) or "null" in types
        fields["only_null"] = types == ["null"]

    def nullable(self, node: Node, key: str, at: str, fields: Fields) -> None:
        if self.reading.flag(node, key, at):
            fields["nullable"] = True

    def flag(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields[_RENAMED[key]] = self.reading.flag(node, key, at)

    def text(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields[key] = self.reading.text(node, key, at)

    def format(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields["format"] = self.reading.optional(node, key, at)

    def value(self, node: Node, key: str, _at: str, fields: Fields) -> None:
        fields[key] = node[key]

    def enum(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields["enum"] = tuple(value for value, _ in self.reading.items(node, key, at))

    def example(self, node: Node, key: str, _at: str, fields: Fields) -> None:
        fields["examples"] = (node[key], *fields.get("examples", ()))

    def examples(self, node: Node, key: str, at: str, fields: Fields) -> None:
        found = tuple(value for value, _ in self.reading.items(node, key, at))
        fields["examples"] = (*fields.get("examples", ()), *found)

    def number(self, node: Node, key: str, at: str, fields: Fields) -> None:
        value = node[key]
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.reading.fail(f"{key} must be a number, not {shape(value)}", f"{at}/{key}")
            return
        excluded = next((name for name, limit in _LIMITS.items() if limit == key), None)
        if excluded is None or node.get(excluded) is not True:
            fields["constraints"].append((key, value))

    def limit(self, node: Node, key: str, at: str, fields: Fields) -> None:
        """A number in 3.1; in 3.0 a flag that changes minimum or maximum."""
        if isinstance(node[key], bool):
            bound = node.get(_LIMITS[key])
            if node[key] and isinstance(bound, (int, float)):
                fields["constraints"].append((key, bound))
            return
        self.number(node, key, at, fields)

    def constraint(self, node: Node, key: str, at: str, fields: Fields) -> None:
        value = self.reading.text(node, key, at)
        if value:
            fields["constraints"].append((key, value))

    def unique(self, node: Node, key: str, at: str, fields: Fields) -> None:
        if self.reading.flag(node, key, at):
            fields["constraints"].append((key, True))

    def dependent(self, node: Node, key: str, at: str, fields: Fields) -> None:
        needed = self.reading.mapping(node, key, at)
        below = f"{at}/{key}"
        value = tuple((name, self.reading.texts(needed, name, below)) for name in needed)
        fields["constraints"].append((key, value))

    def properties(self, node: Node, key: str, at: str, fields: Fields) -> None:
        required = node.get("required")
        names = required if isinstance(required, list) else ()
        below = f"{at}/{key}"
        fields["properties"] = tuple(
            Property(name, self.read(each, f"{below}/{escape(name)}"), name in names)
            for name, each in self.reading.mapping(node, key, at).items()
        )

    def named(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields[_NAMED[key]] = tuple(
            (name, self.read(each, f"{at}/{key}/{escape(name)}"))
            for name, each in self.reading.mapping(node, key, at).items()
        )

    def additional(self, node: Node, key: str, at: str, fields: Fields) -> None:
        value = node[key]
        whole = value is None or isinstance(value, bool)
        fields[_OPEN[key]] = value if whole else self.read(value, f"{at}/{key}")

    def required(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields["required"] = self.reading.texts(node, key, at)

    def items(self, node: Node, key: str, at: str, fields: Fields) -> None:
        if isinstance(node[key], list):
            fields["prefix_items"] = self._list(node, key, at)
        elif node[key] is not None:
            fields["items"] = self.read(node[key], f"{at}/{key}")

    def branches(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields[_BRANCHES[key]] = self._list(node, key, at)

    def _list(self, node: Node, key: str, at: str) -> tuple[Schema, ...]:
        return tuple(self.read(each, below) for each, below in self.reading.items(node, key, at))

    def single(self, node: Node, key: str, at: str, fields: Fields) -> None:
        fields[_SINGLE[key]] = self.read(node[key], f"{at}/{key}")

    def condition(self, node: Node, key: str, at: str, fields: Fields) -> None:
        def branch(name: str) -> Schema | None:
            return self.read(node[name], f"{at}/{name}") if name in node else None

        if_ = self.read(node[key], f"{at}/{key}")
        fields["condition"] = Condition(if_=if_, then=branch("then"), else_=branch("else"))

    def discriminator(self, node: Node, key: str, at: str, fields: Fields) -> None:
        value = self.reading.mapping(node, key, at)
        name = self.reading.text(value, "propertyName", f"{at}/{key}")
        mapping = self.reading.pairs(value, "mapping", f"{at}/{key}")
        if name:
            pairs = tuple((each, target.removeprefix(REF)) for each, target in mapping)
            default = self.reading.optional(value, "defaultMapping", f"{at}/{key}")
            default = default.removeprefix(REF) if default else None
            fields["discriminator"] = Discriminator(name, pairs, default)

    def external(self, node: Node, key: str, at: str, fields: Fields) -> None:
        value = self.reading.mapping(node, key, at)
        fields["external_docs"] = self.reading.optional(value, "url", f"{at}/{key}")

    def words(self, node: Node, _: str, at: str, fields: Fields) -> None:
        if "$ref" in node:
            return
        self.visited.add(at)
        fields["words"] = self.reading.words(node, at)


def _settle_null(fields: Fields) -> None:
    """Null is said once, by `nullable`: not in enum, and not by a branch of its own."""
    only_null = fields.pop("only_null", False)
    if only_null:
        fields["enum"] = (None,)
        return
    open_to_null = not fields.get("types") or fields.get("nullable", False)
    enum = fields.get("enum")
    if enum is not None and None in enum and len(enum) > 1:
        fields["enum"] = tuple(value for value in enum if value is not None)
        fields["nullable"] = fields.get("nullable", False) or open_to_null
    for key in ("any_of", "one_of"):
        branches = fields.get(key)
        if not branches or not open_to_null:
            continue
        kept = tuple(each for each in branches if not is_null(each))
        if kept and len(kept) < len(branches):
            fields[key] = kept
            fields["nullable"] = True


def is_null(schema: Schema) -> bool:
    """The schema that only null satisfies."""
    return schema.enum == (None,) and schema.nullable


_KEYWORDS: dict[str, _Keyword] = {
    **dict.fromkeys(_NUMBERS, SchemaReader.number),
    **dict.fromkeys(_LIMITS, SchemaReader.limit),
    **dict.fromkeys(_TEXTS, SchemaReader.constraint),
    **dict.fromkeys(_RENAMED, SchemaReader.flag),
    **dict.fromkeys(_BRANCHES, SchemaReader.branches),
    **dict.fromkeys(_SINGLE, SchemaReader.single),
    **dict.fromkeys(_OPEN, SchemaReader.additional),
    **dict.fromkeys(_NAMED, SchemaReader.named),
    **dict.fromkeys(("title", "description"), SchemaReader.text),
    **dict.fromkeys(("const", "default"), SchemaReader.value),
    "type": SchemaReader.type,
    "nullable": SchemaReader.nullable,
    "format": SchemaReader.format,
    "enum": SchemaReader.enum,
    "example": SchemaReader.example,
    "examples": SchemaReader.examples,
    "uniqueItems": SchemaReader.unique,
    "dependentRequired": SchemaReader.dependent,
    "properties": SchemaReader.properties,
    "required": SchemaReader.required,
    "items": SchemaReader.items,
    "if": SchemaReader.condition,
    "discriminator": SchemaReader.discriminator,
    "externalDocs": SchemaReader.external,
    KEY: SchemaReader.words,
}
