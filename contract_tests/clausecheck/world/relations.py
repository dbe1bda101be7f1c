"""How the operations of a document belong together, read from its paths, links and schemas.

Nothing here names a resource: a document of another API gives other relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Schema, relations

from clausecheck.http.exchange import NO_JSON, Exchange


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """An operation whose answer holds the value of a path parameter."""

    operation: Operation
    parameter: str
    expression: str
    """A runtime expression of OpenAPI, such as $response.body#/id."""
    serves: frozenset[str]
    """Operations that a link names."""

    @property
    def creates(self) -> bool:
        return self.operation.method == "post"

    def value(self, json: Any) -> str | None:
        """The parameter's value in the body of an answer; None if it does not hold it."""
        _, _, pointer = self.expression.partition("#")
        found = json
        for key in pointer.split("/")[1:]:
            name = key.replace("~1", "/").replace("~0", "~")
            if isinstance(found, Mapping):
                found = found.get(name)
            elif isinstance(found, list) and name.isdigit() and int(name) < len(found):
                found = found[int(name)]
            else:
                return None
        return found if isinstance(found, str) and found else None


class Relations:
    """The relations of one document."""

    def __init__(self, document: Api) -> None:
        self.document = document

    def provider(self, operation: Operation, parameter: str) -> Provider | None:
        """What gives an operation's path parameter a value: as a link says, or the closest."""
        found = self._providers.get(parameter, ())
        prefix = _up_to(operation.path, parameter)

        def rank(each: Provider) -> tuple[bool, bool, bool]:
            near = any(
                _up_to(self.document.operation(name).path, parameter) == prefix
                for name in each.serves
            )
            return (operation.id not in each.serves, not near, not each.creates)

        return min(found, key=rank, default=None)

    def provided_by(self, operation: Operation) -> tuple[Provider, ...]:
        """The path parameters that an operation's answer gives values of."""
        return tuple(
            each
            for found in self._providers.values()
            for each in found
            if each.operation.id == operation.id
        )

    def given(self, exchange: Exchange) -> dict[str, str]:
        """The path values that an answer gives, such as the id of a new resource."""
        operation = self.document.operation(exchange.operation)
        found = {each.parameter: each.value(exchange.json) for each in self.provided_by(operation)}
        return {name: value for name, value in found.items() if value is not None}

    def on_path(self, path: str, method: str) -> Operation | None:
        """The operation of a path; a slash at its end does not matter."""
        wanted = path.rstrip("/")
        for each in self.document.operations:
            if each.method == method and each.path.rstrip("/") == wanted:
                return each
        return None

    def creator(self, listing: Operation) -> Operation | None:
        """The operation that adds an item to a collection."""
        return self.on_path(listing.path, "post")

    def maker(self, resource: str | None, attribute: str | None = None) -> Operation | None:
        """The operation that creates a resource, with an attribute of the client's choice."""
        writers = self.writers(resource, attribute) if resource is not None else ()
        return next((each for each in writers if each.method == "post"), None)

    def item(self, operation: Operation, method: str) -> Operation | None:
        """The operation `method` on one resource: of a creating or of an item's operation."""
        if operation.method != "post":
            return self.on_path(operation.path, method)
        for each in self.provided_by(operation):
            found = self.on_path(f"{operation.path.rstrip('/')}/{{{each.parameter}}}", method)
            if found is not None:
                return found
        return None

    def collection(self, operation: Operation) -> Operation | None:
        """The operation that lists the resources to which an operation's resource belongs."""
        if operation.method == "post":
            return self.on_path(operation.path, "get")
        above, _, last = operation.path.rstrip("/").rpartition("/")
        return self.on_path(above, "get") if last.startswith("{") else None

    def answer_schema(self, operation: Operation) -> Schema | None:
        return relations.response_schema(operation)

    def body_schema(self, operation: Operation) -> Schema | None:
        return relations.body_schema(operation)

    def resource(self, operation: Operation) -> str | None:
        """Name of the schema of what an operation reads or writes; of the items, for a list."""
        return relations.resource_of(self.document, operation)

    def writers(self, resource: str, attribute: str | None = None) -> tuple[Operation, ...]:
        """The operations whose payload makes or changes a resource, and may hold an attribute."""
        return tuple(
            each
            for each in self.document.operations
            if (schema := self.body_schema(each)) is not None
            and self.resource(each) == resource
            and (
                attribute is None
                or attribute in {known.name for known in self.document.attributes(schema)}
            )
        )

    def attribute(self, resource: str | None, name: str) -> Schema | None:
        """The schema of a resource's attribute, with the words that stand there."""
        if resource is None or resource not in self.document.schemas:
            return None
        for each in self.document.attributes(self.document.schemas[resource]):
            if each.name == name:
                return each.schema
        return None

    @cached_property
    def _providers(self) -> Mapping[str, tuple[Provider, ...]]:
        found: dict[tuple[str, str], Provider] = {}
        for each in self._linked():
            key = (each.parameter, each.operation.id)
            before = found.get(key)
            serves = each.serves | (before.serves if before else frozenset())
            found[key] = msgspec.structs.replace(before or each, serves=serves)
        for each in self._guessed():
            if not any(parameter == each.parameter for parameter, _ in found):
                found[each.parameter, each.operation.id] = each
        return {
            name: tuple(each for (parameter, _), each in found.items() if parameter == name)
            for name in {parameter for parameter, _ in found}
        }

    def _linked(self) -> Iterator[Provider]:
        for operation in self.document.operations:
            for response in operation.responses:
                for link in response.links:
                    for name, expression in link.parameters:
                        if expression.startswith("$response.body#"):
                            yield Provider(
                                operation=operation,
                                parameter=name.removeprefix("path."),
                                expression=expression,
                                serves=frozenset({link.operation}),
                            )

    def _guessed(self) -> Iterator[Provider]:
        """A document without links: POST of a collection answers with the item's id."""
        for operation in self.document.operations:
            above, _, last = operation.path.rstrip("/").rpartition("/")
            creator = self.on_path(above, "post") if last.startswith("{") else None
            if creator is not None:
                yield Provider(
                    operation=creator,
                    parameter=last[1:-1],
                    expression="$response.body#/id",
                    serves=frozenset({operation.id}),
                )


def _up_to(path: str, parameter: str) -> str:
    """The path as far as a parameter."""
    before, found, _ = path.partition(f"{{{parameter}}}")
    return before + found


def object_or_none(exchange: Exchange) -> Mapping[str, Any] | None:
    """The answer if it is a JSON object."""
    return (
        exchange.json if exchange.json is not NO_JSON and isinstance(exchange.json, dict) else None
    )
