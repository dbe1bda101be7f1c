"""Which way the schemas of a document travel."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from clausegen.model import Api, Content, Schema
from clausegen.render.shapes.calls import bodies, received
from clausegen.render.shapes.flatten import reached
from clausegen.render.shapes.media_types import is_multipart


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

    def of(self, name: str) -> Uses:
        return Uses(name in self.requests, name in self.responses, name in self.forms)


def directions(api: Api) -> Directions:
    """Which schemas travel in requests, which in responses, which in multipart forms."""
    requests: list[Schema] = []
    responses: list[Schema] = []
    forms: list[Schema] = []
    for operation in received(api):
        responses += _schemas(bodies(operation))
    for operation in api.operations:
        for parameter in operation.parameters:
            requests += _schemas([parameter.content] if parameter.content else [])
            requests += [parameter.schema] if parameter.schema else []
        requests += _schemas(bodies(operation))
        forms += _schemas(each for each in bodies(operation) if is_multipart(each.media_type))
        for response in operation.responses:
            responses += _schemas(response.contents)
    return Directions(*(reached(api, roots) for roots in (requests, responses, forms)))


def _schemas(contents: Iterable[Content]) -> list[Schema]:
    return [each.schema for each in contents if each.schema is not None]
