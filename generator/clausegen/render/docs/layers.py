"""One value, told in layers: by its schema, by the parts of allOf, by what a reference leads to."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import UNSET, Api, Schema
from clausegen.words.demands import are_values


class Layer(msgspec.Struct, frozen=True):
    """`own`: written at this place, so no other page of the site tells what it says."""

    schema: Schema
    own: bool


class Layers:
    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[str, tuple[Layer, ...]] = {}

    def of(self, schema: Schema) -> tuple[Layer, ...]:
        """Outermost first, each once."""
        if schema.pointer not in self._known:
            self._known[schema.pointer] = tuple(self._of(schema))
        return self._known[schema.pointer]

    def _of(self, schema: Schema) -> Iterator[Layer]:
        waiting, seen = [Layer(schema, own=True)], set[str]()
        while waiting:
            layer = waiting.pop()
            node = layer.schema
            if node.pointer in seen:
                continue
            seen.add(node.pointer)
            yield layer
            below = [Layer(each, layer.own) for each in (*node.all_of, *lone(node))]
            if node.ref is not None:
                below.append(Layer(self._api.schemas[node.ref], own=False))
            waiting += reversed(below)

    def texts(self, schema: Schema) -> tuple[str, ...]:
        """What is said here; only where nothing is, what the named schema says of itself."""
        own = [each.schema.description for each in self.of(schema) if each.own]
        others = (each.schema.description for each in self.of(schema) if not each.own)
        told = distinct(own)
        return told or tuple(text for text in others if text)[:1]

    def items(self, schema: Schema) -> Schema | None:
        """What an array holds, when that is told here."""
        own = (each.schema.items for each in self.of(schema) if each.own)
        return next((each for each in own if each is not None), None)


def distinct(texts: list[str]) -> tuple[str, ...]:
    """Without what another of them says as well."""
    found: list[str] = []
    for text in dict.fromkeys(each.strip() for each in texts):
        if text and not any(text in each for each in found):
            found.append(text)
    return tuple(found)


def lone(schema: Schema) -> tuple[Schema, ...]:
    """The branch of an alternative that has one: "this or null"."""
    return tuple(branches[0] for branches in (schema.one_of, schema.any_of) if len(branches) == 1)


def substance(schema: Schema) -> tuple[Schema, ...]:
    """The parts of allOf that say more than a description, a default or a flag."""
    return tuple(each for each in schema.all_of if _is_substantial(each))


def _is_substantial(schema: Schema) -> bool:
    return bool(
        schema.types or schema.ref or schema.properties or schema.items or schema.prefix_items
        or schema.all_of or schema.any_of or schema.one_of or schema.enum or schema.condition
        or schema.pattern_properties or isinstance(schema.additional, Schema)
    )  # fmt: skip


def choices(schema: Schema) -> Iterator[tuple[str, tuple[Schema, ...]]]:
    """The alternatives of one node that are worth telling apart, with how many of them hold."""
    for label, branches in (("Exactly one of", schema.one_of), ("Any of", schema.any_of)):
        if len(branches) > 1 and not are_values(branches) and not are_conditions(branches):
            yield label, branches


def are_conditions(branches: tuple[Schema, ...]) -> bool:
    """Whether they only add constraints to what the schema says itself."""
    return not any(
        each.types or each.ref or each.all_of or each.properties or each.items or each.one_of
        or each.any_of or each.enum or each.const is not UNSET or each.title
        for each in branches
    )  # fmt: skip
