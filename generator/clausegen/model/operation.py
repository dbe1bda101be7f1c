"""One method of one path: what it is sent, what it answers."""

from __future__ import annotations

import msgspec

from clausegen.document.grammar import METHODS
from clausegen.model.access import Security, Server
from clausegen.model.message import Location, Parameter, RequestBody, Response
from clausegen.model.said import Words


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One method of one path. `id` is the operationId, or method and path made into a name."""

    id: str
    method: str
    """In lower case as OpenAPI spells it; as written when it is one of `additionalOperations`."""
    path: str
    pointer: str
    has_own_id: bool = True
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    """The path item's and the operation's, merged; path parameters in the order of the path."""
    body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: Security | None = None
    """None: the document says nothing, so nothing is needed."""
    servers: tuple[Server, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    words: Words = Words()

    def __str__(self) -> str:
        return self.id

    @property
    def verb(self) -> str:
        """The method as it is sent."""
        return self.method.upper() if self.method in METHODS else self.method

    @property
    def label(self) -> str:
        return f"{self.verb} {self.path}"

    def parameters_in(self, location: Location) -> tuple[Parameter, ...]:
        return tuple(each for each in self.parameters if each.location == location)

    def response(self, status: int | str) -> Response | None:
        """The response that documents a status: exact, then the wildcard, then the default."""
        code = str(status)
        wanted = (code, f"{code[0]}XX", "default")
        by_status = {each.status.upper(): each for each in self.responses}
        return next(
            (by_status[key] for key in wanted if key in by_status), by_status.get("DEFAULT")
        )


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """A request that the API sends: `expression` is the URL, or the webhook's name."""

    name: str
    expression: str
    operations: tuple[Operation, ...]
