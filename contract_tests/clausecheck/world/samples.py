"""Answers of every operation, asked for once a session, and the resources in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from clausegen.model import UNSET, Api, Operation, Schema
from clausegen.model.relations import json_types, named_branch
from clausegen.words import english
from clausegen.words.filter import filters
from clausegen.words.pagination import pagination_of

from clausecheck.failures import NotChecked
from clausecheck.http.exchange import NO_JSON, Exchange
from clausecheck.world.filling import one_more
from clausecheck.world.lists import walk
from clausecheck.world.world import World

DEPTH = 6  # resources inside resources: documents may refer to themselves
PAGES = 20  # of a collection that are read for samples
ALONE = 16  # attributes that are tried one by one
ORDER = ("post", "put", "patch", "get")
"""Writes first, so that what is read afterwards has values in it."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One resource in an answer."""

    value: Mapping[str, Any]
    exchange: Exchange
    direct: bool
    """The answer itself or an item of its page, not nested in another resource."""


def samples_of(world: World) -> Samples:
    """The samples of a world: made when first asked for."""
    if world not in _known:
        _known[world] = Samples(world)
    return _known[world]


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
            raise NotChecked(self._why_none(resource))
        return self._found[resource]

    def answers(self, operation: Operation) -> tuple[Exchange, ...]:
        """Successful answers of one operation."""
        if operation.id not in self._answers:
            self._answers[operation.id] = tuple(
                each for each in self._ask(operation) if each.ok and each.json is not NO_JSON
            )
        return self._answers[operation.id]

    def _why_none(self, resource: str) -> str:
        """What kept those from being asked that would show one."""
        asked = (each.id for each, _ in self._showing(resource))
        reasons = (self._reasons[each] for each in asked if each in self._reasons)
        return next(reasons, f"no answer holds {english.a(resource)}")

    def _search(self, resource: str) -> Iterator[Sample]:
        for operation, schema in self._showing(resource):
            for exchange in self.answers(operation):
                for name, value, depth in instances(self._world.document, schema, exchange.json):
                    if name == resource:
                        yield Sample(value=value, exchange=exchange, direct=depth <= 1)

    def _showing(self, resource: str) -> Iterator[tuple[Operation, Schema]]:
        """Operations whose answers may hold a resource, with the answers' schemas."""
        document = self._world.document
        for method in ORDER:
            for operation in document.operations:
                schema = self._world.relations.answer_schema(operation)
                if operation.method != method or schema is None:
                    continue
                if resource in reachable(document, schema):
                    yield operation, schema

    def _ask(self, operation: Operation) -> Iterator[Exchange]:
        world = self._world
        try:
            if operation.method == "post":
                for full in (False, True):
                    path = world.path_for(operation)
                    body = world.body_for(operation, full=full)
                    answered = world.call(operation, path=path, body=body)
                    yield answered
                if not answered.ok:
                    yield from self._one_by_one(operation, path)
                return
            path, body = world.path_for(operation), UNSET
            if operation.method in {"put", "patch"}:
                body = world.body_for(operation, full=True)
            if pagination_of(world.document, operation) is not None:
                yield from self._pages(operation, path)
            else:
                yield world.call(operation, path=path, body=body)
            if operation.method == "get":
                yield from self._variants(operation, path)
        except NotChecked as reason:
            self._reasons[operation.id] = reason.reason

    def _one_by_one(self, operation: Operation, path: dict[str, str]) -> Iterator[Exchange]:
        """One attribute that is refused must not hide all the others."""
        world = self._world
        optional = [each for each in world.bodies.attributes(operation) if not each.required]
        if not world.api.successes[operation.id] or len(optional) > ALONE:
            return
        for each in optional:
            values = world.bodies.acceptable(operation, each.name, {})
            for value in values[:1]:
                body = world.body_for(operation, {each.name: value})
                yield world.call(operation, path=path, body=body)

    def _pages(self, operation: Operation, path: dict[str, str]) -> Iterator[Exchange]:
        """The first, the second and the last page, with an item at least where one can be added."""
        found = walk(self._world, operation, path, pages=PAGES)
        if not found.items and self._world.target.writable:
            try:
                if one_more(self._world, operation, path):
                    found = walk(self._world, operation, path, pages=PAGES)
            except NotChecked as reason:
                self._reasons[operation.id] = reason.reason
        yield from (*found.pages[:2], *found.pages[2:][-1:])
        if found.failed is not None:
            yield found.failed  # no page, but an answer

    def _variants(self, operation: Operation, path: Mapping[str, str]) -> Iterator[Exchange]:
        """Other resources that the target knows, and each side of each filter."""
        world = self._world
        for other in world.paths.alternatives(operation):
            yield world.call(operation, path=other)
        for parameter, values in filters(world.document, operation):
            for value in values:
                yield world.call(operation, path=path, query={parameter.name: value})


_known: WeakKeyDictionary[World, Samples] = WeakKeyDictionary()


def instances(
    document: Api, schema: Schema, value: Any, depth: int = 0
) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """(name of the schema, value, how deep) of each named object schema that a value is one of."""
    if depth > DEPTH or value is None:
        return
    for inner, part, deeper in _inside(document, schema, value):
        yield from instances(document, part, inner, depth + deeper)
    if isinstance(value, dict):
        for part in document.parts(schema):
            if part.name is not None:
                yield part.name, value, depth


def _inside(document: Api, schema: Schema, value: Any) -> Iterator[tuple[Any, Schema, int]]:
    """(value, its schema, 1 if it is an attribute) of what a value is made of."""
    if (meant := _only_object(document, schema)) is not None:
        yield value, meant, 0
    else:
        named = (named_branch(part, value) for part in document.parts(schema))
        yield from ((value, branch, 0) for branch in named if branch is not None)
    for part in document.parts(schema):
        if isinstance(value, list) and part.items is not None:
            yield from ((each, part.items, 0) for each in value)
        if isinstance(value, dict):
            known = (each for each in part.properties if each.name in value)
            yield from ((value[each.name], each.schema, 1) for each in known)
        if isinstance(value, dict) and isinstance(part.additional, Schema):
            names = {each.name for each in part.properties}
            yield from ((value[key], part.additional, 1) for key in value if key not in names)


def reachable(document: Api, schema: Schema) -> frozenset[str]:
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
            stack += [part.additional] if isinstance(part.additional, Schema) else []
    return frozenset(names)


def is_nested(document: Api, schema: Schema) -> bool:
    """The attribute holds a resource, whose own attributes have clauses of their own."""
    return any(
        _is_object(document, each)
        for part in document.parts(schema)
        for each in (part, *part.any_of, *part.one_of)
    )


def tells_time(document: Api, schema: Schema) -> bool:
    """The schema says that a text is a date with a time."""
    return any(
        each.format == "date-time" or "T" in str(each.constraint("pattern"))
        for each in branches_of(document, schema)
    )


def branches_of(document: Api, schema: Schema) -> list[Schema]:
    """What a value may be: the alternatives, such as "a text or null"."""
    parts = [part for each in document.parts(schema) for part in (each, *each.any_of)]
    return [document.resolve(each) for each in parts]


def _only_object(document: Api, schema: Schema) -> Schema | None:
    """The one alternative that is an object, as in "a user or null"."""
    parts = document.parts(schema)
    branches = [each for part in parts for each in (*part.any_of, *part.one_of)]
    objects = [each for each in branches if "object" in (json_types(document, each) or {"object"})]
    return objects[0] if len(objects) == 1 and _is_object(document, objects[0]) else None


def _is_object(document: Api, schema: Schema) -> bool:
    return any(part.properties for part in document.parts(schema))
