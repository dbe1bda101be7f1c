"""What the makers of paths and payloads ask of the world that they are parts of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from clausegen.model import Api, Operation, Property

from clausecheck.http.client import Asked, Client
from clausecheck.http.exchange import Exchange
from clausecheck.http.target import Target
from clausecheck.world.names import Names
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import Relations
from clausecheck.world.values import Values


class Ways(Protocol):
    """Paths to what exists."""

    def of(self, operation: Operation) -> dict[str, str]: ...

    def above(self, operation: Operation) -> dict[str, str]: ...


class Stock(Protocol):
    """Payloads."""

    def attributes(self, operation: Operation) -> tuple[Property, ...]: ...

    def is_promised(self, operation: Operation, name: str, value: Any) -> bool: ...


class Assortment(Protocol):
    """Values of an attribute, and what the server has said to them."""

    @property
    def refusals(self) -> int: ...

    def values(self, operation: Operation, attribute: Property) -> list[Any]: ...

    def refuse(self, operation: Operation, name: str, value: Any) -> None: ...

    def take(self, operation: Operation, name: str, value: Any) -> None: ...


class Workshop(Protocol):
    """The one recursion: a resource needs a path and a payload, which need other resources."""

    document: Api
    api: Client
    target: Target
    relations: Relations
    names: Names
    values: Values
    endless: set[str]

    @property
    def choices(self) -> Assortment: ...

    @property
    def bodies(self) -> Stock: ...

    @property
    def paths(self) -> Ways: ...

    def create(self, operation: Asked) -> Prepared: ...

    def shared(self, operation: Asked) -> Prepared: ...

    def valid(self, operation: Asked) -> Exchange: ...

    def body_for(
        self,
        operation: Asked,
        overrides: Mapping[str, Any] | None = None,
        *,
        actor: str | None = None,
    ) -> Any: ...

    def unknown(self, operation: Asked, parameter: str) -> str: ...

    def wants_little(self, operation: Operation) -> bool: ...

    def referable(self, operation: Asked, parameter: str, having: tuple[str, ...] = ()) -> str: ...
