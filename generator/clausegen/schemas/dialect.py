"""The document's schemas as JSON Schema 2020-12 that stands alone."""

from __future__ import annotations

from typing import Any, Literal

from clausegen.document.grammar import GRAMMAR
from clausegen.model import Api
from clausegen.text.positions import split, step

Direction = Literal["request", "response"]

FORMATS = frozenset(
    ("uuid", "date-time", "date", "email", "uri", "hostname", "ipv4", "ipv6"),
)
"""The formats that are asserted. Of the others nobody agrees what they refuse."""

_SCHEMAS = "#/components/schemas/"
_SLOTS = GRAMMAR["schema"]
# Identifiers would move the base of `#/components/...`; the rest means nothing to a validator.
_DROPPED = frozenset(
    (
        *("$id", "$schema", "$anchor", "$dynamicAnchor", "id"),
        *("example", "examples", "discriminator", "xml", "externalDocs"),
    )
)
_OLD_LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def standalone(api: Api, pointer: str, direction: Direction | None = None) -> Any:
    """The schema at a pointer of the bundle, with every named schema that it needs.

    A request need not hold read-only attributes, a response need not hold write-only ones.
    """
    converter = _Converter(api, direction)
    value: Any = api.bundle
    for token in split(pointer):
        value = step(value, token)
    made = converter.convert(value)
    schemas: dict[str, Any] = {}
    while converter.wanted:
        name = converter.wanted.pop()
        if name not in schemas:
            schemas[name] = converter.convert(api.bundle["components"]["schemas"][name])
    if not schemas or not isinstance(made, dict):
        return made
    return {**made, "components": {"schemas": schemas}}


class _Converter:
    def __init__(self, api: Api, direction: Direction | None) -> None:
        self.api = api
        self.old = api.openapi.startswith("3.0")
        self.hidden = {"request": "readOnly", "response": "writeOnly"}.get(direction or "")
        self.wanted: set[str] = set()

    def convert(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str):
            self.wanted.add(reference.removeprefix(_SCHEMAS).replace("~1", "/").replace("~0", "~"))
            if self.old:
                return {"$ref": reference}
        made: dict[str, Any] = {}
        for key, value in node.items():
            if key in _DROPPED or key.startswith("x-"):
                continue
            made[key] = self._value(key, value)
        if made.get("format", "uuid") not in FORMATS:
            del made["format"]
        if self.hidden and isinstance(made.get("required"), list):
            self._excuse(made, node)
        return _modern(made) if self.old else made

    def _value(self, key: str, value: Any) -> Any:
        slot = _SLOTS.get(key)
        if slot is None:
            return value
        if isinstance(value, list):
            return [self.convert(each) for each in value]
        if slot.many == "map" and isinstance(value, dict):
            return {name: self.convert(each) for name, each in value.items()}
        return self.convert(value)

    def _excuse(self, made: dict[str, Any], node: dict[str, Any]) -> None:
        properties = node.get("properties")
        if isinstance(properties, dict):
            made["required"] = [
                name for name in made["required"] if not self._is_hidden(properties.get(name))
            ]

    def _is_hidden(self, node: Any) -> bool:
        for _ in range(20):  # an attribute behind more references than that is nobody's
            if not isinstance(node, dict):
                return False
            if node.get(self.hidden) is True:
                return True
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return False
            node = self.api.bundle["components"]["schemas"].get(reference.removeprefix(_SCHEMAS))
        return False


def _modern(made: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.0's own keywords in JSON Schema's."""
    for key, bound in _OLD_LIMITS.items():
        if made.get(key) is True and bound in made:
            made[key] = made.pop(bound)
        elif isinstance(made.get(key), bool):
            del made[key]
    if isinstance(made.get("items"), list):
        made["prefixItems"] = made.pop("items")
    if made.pop("nullable", None) is not True:
        return made
    if isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if isinstance(made.get("enum"), list) and None not in made["enum"]:
            made["enum"] = [*made["enum"], None]
        if {"allOf", "anyOf", "oneOf", "not"}.isdisjoint(made):
            return made
    return {"anyOf": [made, {"type": "null"}]}
