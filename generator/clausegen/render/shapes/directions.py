"""Which way the schemas of a document travel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from clausegen.model import Api, Content, Property, Schema
from clausegen.render.shapes.calls import bodies, received
from clausegen.render.shapes.flatten import attributes, children, heirs, reached
from clausegen.render.shapes.media_types import is_multipart
from clausegen.render.shapes.streams import held


class Uses(msgspec.Struct, frozen=True):
    """Which way values of a schema travel."""

    in_requests: bool = False
    in_responses: bool = False
    in_forms: bool = False
    """In multipart bodies, where text of the format binary is a file."""


class Directions(msgspec.Struct, frozen=True):
    """The names of the schemas that travel each way."""

    requests: frozenset[str]
    responses: frozenset[str]
    forms: frozenset[str]
    differing: frozenset[str]
    """Those that are not the same in requests and in answers: each is two types."""

    def of(self, name: str, way: Uses) -> Uses:
        """What a schema is used for, where it is mentioned by what goes one way or both."""
        is_sent = name in self.requests and not (name in self.differing and way.in_responses)
        is_read = name in self.responses and not (name in self.differing and way.in_requests)
        return Uses(is_sent, is_read, name in self.forms)

    def is_input(self, name: str, way: Uses) -> bool:
        """Whether what is sent has a type of its own."""
        return name in self.differing and way.in_requests


def directions(api: Api) -> Directions:
    """Which schemas travel in requests, which in responses, which in multipart forms."""
    requests: list[Schema] = []
    responses: list[Schema] = []
    forms: list[Schema] = []
    for operation in received(api):
        responses += _schemas(api, bodies(operation))
    for operation in api.operations:
        for parameter in operation.parameters:
            requests += _schemas(api, [parameter.content] if parameter.content else [])
            requests += [parameter.schema] if parameter.schema else []
        requests += _schemas(api, bodies(operation))
        multipart = (each for each in bodies(operation) if is_multipart(each.media_type))
        forms += _schemas(api, multipart)
        for response in operation.responses:
            responses += _schemas(api, response.contents)
    sent, read, in_forms = (reached(api, roots) for roots in (requests, responses, forms))
    return Directions(sent, read, in_forms, _differing(api, sent & read))


def carried(
    api: Api, flat: Schema, uses: Uses, keeps: Callable[[str], bool] = lambda _: False
) -> Iterator[Property]:
    """The attributes of a flat object that travel a way.

    What is read-only stays out of requests, and what is write-only out of answers, unless it keeps
    its place as something that may lack.
    """
    for each in attributes(api, flat):
        parts = [*api.parts(each.schema)]
        is_one_way = (uses.in_requests and any(part.read_only for part in parts)) or (
            uses.in_responses and any(part.write_only for part in parts)
        )
        if not is_one_way:
            yield each
        elif keeps(each.name):
            yield msgspec.structs.replace(each, required=False)


def _differing(api: Api, names: Iterable[str]) -> frozenset[str]:
    """Those of the names with one-way attributes, and those that mention them, in any depth."""
    mentioned_by: dict[str, list[str]] = {}
    found: list[str] = []
    for name in names:
        nodes = [*_nodes(api.schemas[name])]
        for mentioned in {*(each.ref for each in nodes if each.ref), *heirs(api, name)}:
            mentioned_by.setdefault(mentioned, []).append(name)
        if any(_is_one_way(api, each) for node in nodes for each in node.properties):
            found.append(name)
    seen = {*found}
    while found:
        new = {*mentioned_by.get(found.pop(), ())} - seen
        seen |= new
        found += new
    return frozenset(seen)


def _nodes(schema: Schema) -> Iterator[Schema]:
    """The node and what is written inside of it."""
    yield schema
    for each in children(schema):
        yield from _nodes(each)


def _is_one_way(api: Api, attribute: Property) -> bool:
    return any(part.read_only or part.write_only for part in api.parts(attribute.schema))


def _schemas(api: Api, contents: Iterable[Content]) -> list[Schema]:
    return [schema for each in contents if (schema := held(api, each)) is not None]
