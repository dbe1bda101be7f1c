"""The frozen model of an API. No dictionary of the document goes beyond this point.

`pointer` on each value is its JSON pointer in the bundle; `Api.place` turns it into file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from clausegen.model.access import SecurityScheme, Server
from clausegen.model.operation import Callback, Operation
from clausegen.model.said import Words
from clausegen.model.schema import Property, Schema
from clausegen.text.problems import Place, Problem


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    summary: str = ""
    """3.2: the tag's name for readers."""
    description: str = ""
    parent: str | None = None
    """3.2: the name of the tag that it belongs below. The bundle has no circles."""
    kind: str | None = None
    """3.2: what the tag is for: nav, badge, audience or a word of the author's."""
    external_docs: str | None = None


class Info(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    version: str
    summary: str = ""
    description: str = ""
    terms: str | None = None
    contact: tuple[tuple[str, str], ...] = ()
    license: tuple[tuple[str, str], ...] = ()
    external_docs: str | None = None


class Api(msgspec.Struct, frozen=True, kw_only=True, eq=False, weakref=True):
    """A whole document."""

    info: Info
    openapi: str
    """The version that the document declares, such as 3.1.0."""
    file: str
    servers: tuple[Server, ...] = ()
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Callback, ...] = ()
    schemas: Mapping[str, Schema] = {}
    security_schemes: tuple[SecurityScheme, ...] = ()
    bundle: Mapping[str, Any] = {}
    """The document as one JSON value with local references only: for validators and downloads.
    What could not be read is left out."""
    problems: tuple[Problem, ...] = ()
    """What could not be read. Each costs the operation or attribute that it is a part of."""
    place: Callable[[str], Place]
    """Where a pointer of the bundle was written."""
    words: Words = Words()
    """What x-contract says at the root."""
    visited: frozenset[str] = frozenset()
    """Pointers of the nodes whose x-contract was read."""

    def operation(self, id: str) -> Operation:  # noqa: A002 - the document's own word
        """Raises KeyError when no operation has this id."""
        for each in self.operations:
            if each.id == id:
                return each
        raise KeyError(id)

    def resolve(self, schema: Schema) -> Schema:
        """The schema that a node stands for: itself, or the named schema behind `ref`."""
        while schema.ref is not None:
            schema = self.schemas[schema.ref]
        return schema

    def parts(self, schema: Schema) -> Iterator[Schema]:
        """The schema and what it is made of by reference and allOf, each once, outermost first."""
        stack, seen = [schema], set[str]()
        while stack:
            node = stack.pop()
            if node.pointer in seen:
                continue
            seen.add(node.pointer)
            yield node
            stack.extend(reversed(node.all_of))
            if node.ref is not None:
                stack.append(self.schemas[node.ref])

    def attributes(self, schema: Schema) -> tuple[Property, ...]:
        """The attributes of an object schema, with those of its allOf parts.

        When several parts name one, the schema itself says best what it is, then the last part: an
        envelope comes before what makes it particular.
        """
        found: dict[str, Property] = {}
        required = {name for part in self.parts(schema) for name in part.required}
        for part in self._general_first(schema):
            for each in part.properties:
                found[each.name] = Property(each.name, each.schema, each.name in required)
        names = dict.fromkeys(each.name for part in self.parts(schema) for each in part.properties)
        return tuple(found[name] for name in names)

    def _general_first(self, schema: Schema) -> list[Schema]:
        stack, found = [schema], dict[str, Schema]()
        while stack:
            node = stack.pop()
            if node.pointer in found:
                continue
            found[node.pointer] = node
            if node.ref is not None:
                stack.append(self.schemas[node.ref])
            stack.extend(node.all_of)
        return list(reversed(found.values()))
