"""Answers of every operation, asked for once a session, and the resources in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from clausegen.model import UNSET, Operation, Schema

from clausecheck.exchange import NO_JSON, Exchange
from clausecheck.failures import NotChecked

if TYPE_CHECKING:
    from clausecheck.world import World

DEPTH = 6  # resources inside resources: documents may refer to themselves
ORDER = ("post", "put", "patch", "get")
"""Writes first, so that what is read afterwards has values in it."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One resource in an answer."""

    value: Mapping[str, Any]
    exchange: Exchange
    direct: bool
    """The answer itself or an item of its page, not nested in another resource."""


class Samples:
    """Sends each operation's typical requests when a resource of its answers is first asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._answers: dict[str, tuple[Exchange, ...]] = {}
        self._found: dict[str, tuple[Sample, ...]] = {}
        self._reasons: dict[str, str] = {}

    def of(self, resource: str) -> tuple[Sample, ...]:
        """Every instance of a named schema. Raises NotChecked if there is none."""
        if resource not in self._found:
            self._found[resource] = tuple(self._search(resource))
        if not self._found[resource]:
            why = next(iter(self._reasons.values()), "no answer holds one")
            raise NotChecked(f"no {resource} was seen: {why}")
        return self._found[resource]

    def answers(self, operation: Operation) -> tuple[Exchange, ...]:
        """Successful answers of one operation."""
        if operation.id not in self._answers:
            self._answers[operation.id] = tuple(
                each for each in self._ask(operation) if each.ok and each.json is not NO_JSON
            )
        return self._answers[operation.id]

    def _search(self, resource: str) -> Iterator[Sample]:
        document = self._world.document
        for method in ORDER:
            for operation in document.operations:
                schema = self._world.relations.answer_schema(operation)
                if operation.method != method or schema is None:
                    continue
                if resource not in reachable(document, schema):
                    continue
                for exchange in self.answers(operation):
                    for name, value, depth in instances(document, schema, exchange.json):
                        if name == resource:
                            yield Sample(value=value, exchange=exchange, direct=depth <= 1)

    def _ask(self, operation: Operation) -> Iterator[Exchange]:
        world = self._world
        try:
            if operation.method == "post":
                for full in (False, True):
                    path = world.path_for(operation.id)
                    body = world.body_for(operation.id, full=full)
                    yield world.call(operation.id, path=path, body=body)
                return
            path, body = world.path_for(operation.id), UNSET
            if operation.method in {"put", "patch"}:
                body = world.body_for(operation.id, full=True)
            yield world.call(operation.id, path=path, body=body)
            if operation.method == "get":
                yield from self._variants(operation, path)
        except NotChecked as reason:
            self._reasons[operation.id] = reason.reason

    def _variants(self, operation: Operation, path: Mapping[str, str]) -> Iterator[Exchange]:
        """Other resources that the target knows, and each side of each filter."""
        world = self._world
        for other in world.alternatives(operation.id):
            yield world.call(operation.id, path=other)
        for parameter in operation.parameters_in("query"):
            if parameter.words.filter is not None:
                for value in (True, False):
                    yield world.call(operation.id, path=path, query={parameter.name: value})


def instances(
    document: Any, schema: Schema, value: Any, depth: int = 0
) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """(name of the schema, value, how deep) of each named object schema that a value is one of."""
    if depth > DEPTH:
        return
    parts = tuple(document.parts(schema))
    if isinstance(value, list):
        for part in parts:
            for each in value if part.items is not None else ():
                yield from instances(document, part.items, each, depth)
        return
    branches = [each for part in parts for each in (*part.any_of, *part.one_of)]
    if (
        value is not None
        and len(meant := [each for each in branches if _is_object(document, each)]) == 1
    ):
        yield from instances(document, meant[0], value, depth)
    if not isinstance(value, dict):
        return
    for part in parts:
        if part.name is not None:
            yield part.name, value, depth
        for attribute in part.properties:
            if attribute.name in value:
                inner = value[attribute.name]
                yield from instances(document, attribute.schema, inner, depth + 1)


def reachable(document: Any, schema: Schema) -> frozenset[str]:
    """Names of the schemas that a value of a schema may contain."""
    seen: set[str] = set()
    names: set[str] = set()
    stack = [schema]
    while stack:
        node = stack.pop()
        if node.pointer in seen:
            continue
        seen.add(node.pointer)
        for part in document.parts(node):
            names |= {part.name} if part.name else set()
            stack += [each.schema for each in part.properties]
            stack += [*part.any_of, *part.one_of, *([part.items] if part.items else ())]
    return frozenset(names)


def is_nested(document: Any, schema: Schema) -> bool:
    """The attribute holds a resource, whose own attributes have clauses of their own."""
    return any(
        _is_object(document, each)
        for part in document.parts(schema)
        for each in (part, *part.any_of, *part.one_of)
    )


def _is_object(document: Any, schema: Schema) -> bool:
    return any(part.properties for part in document.parts(schema))
