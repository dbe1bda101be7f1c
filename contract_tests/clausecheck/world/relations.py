"""How the operations of a document belong together, read from its paths, links and schemas.

Nothing here names a resource: a document of another API gives other relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Schema, items, relations
from clausegen.model.items import Maker
from clausegen.words.pagination import held

from clausecheck.http.exchange import NO_JSON, Exchange


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """An operation whose answer holds the value of a path parameter."""

    operation: Operation
    item: str
    """A path as far as that parameter."""
    pointer: str | None = None
    """Where a link says that the answer holds it; else it is recognised by its name."""
    maker: Maker | None = None
    serves: frozenset[str] = frozenset()
    """Operations that a link names."""

    @property
    def creates(self) -> bool:
        return self.maker is not None

    @property
    def is_chosen(self) -> bool:
        return self.maker is not None and self.maker.chosen

    @property
    def parameter(self) -> str:
        return items.names_in(self.item)[-1]

    def value(self, json: Any) -> str | None:
        """The parameter's value in the body of an answer; None if it does not hold it."""
        if self.maker is not None:
            return self.maker.id_in(json)
        if self.pointer is not None:
            return items.text_of(items.at(json, self.pointer))
        return None


class Relations:
    """The relations of one document."""

    def __init__(self, document: Api) -> None:
        self.document = document
        self._writers: dict[tuple[str, str | None], tuple[Operation, ...]] = {}
        self._attributes: dict[str, Mapping[str, Schema]] = {}
        # A run asks for both thousands of times.

    def provider(self, operation: Operation, parameter: str) -> Provider | None:
        """What gives a path parameter a value: what a link says, or what makes items there."""
        found = self._providers.get(items.place(operation.path, parameter), ())
        return min(
            found,
            key=lambda each: (operation.id not in each.serves, not each.creates, each.is_chosen),
            default=None,
        )

    def provided_by(self, operation: Operation) -> tuple[Provider, ...]:
        """The path parameters that an operation's answer gives values of."""
        return tuple(
            each
            for found in self._providers.values()
            for each in found
            if each.operation.id == operation.id
        )

    def on_path(self, path: str, method: str) -> Operation | None:
        """The operation of a path; neither names of parameters nor a slash at its end matter."""
        return items.on_place(self.document, path, method)

    def lister(self, operation: Operation, parameter: str) -> Operation | None:
        """The list or map that shows the items of a path parameter's place.

        It may be called by the plural: /colors for /color/{id}. Only what reads asks for it.
        """
        above = operation.path.partition(f"{{{parameter}}}")[0]
        paths = (above, f"{above.rstrip('/')}s") if above.endswith("/") else ()
        for found in (self.on_path(each, "get") for each in paths):
            if found is not None and (self._is_map(found) or items.is_list(self.document, found)):
                return found
        return None

    def _is_map(self, operation: Operation) -> bool:
        schema = self.answer_schema(operation)
        parts = list(self.document.parts(schema)) if schema is not None else []
        is_open = any(isinstance(each.additional, Schema) for each in parts)
        return is_open and not any(each.properties for each in parts)

    def listed(self, listing: Operation, json: Any) -> list[Any]:
        """The items that a list's answer holds; of a map, its keys as ids."""
        if self._is_map(listing):
            return [{"id": key} for key in json] if isinstance(json, Mapping) else []
        name = items.list_attribute(self.document, listing)
        found = held(json, name)
        return found if isinstance(found, list) else []

    def creator(self, listing: Operation) -> Operation | None:
        """The operation that adds an item to a collection."""
        found = self.on_path(listing.path, "post")
        if found is not None:
            return found if items.may_add(found) else None
        chosen = (each for each in items.makers(self.document) if each.chosen)
        where = f"{items.place(listing.path)}/{{}}"
        return next((each.operation for each in chosen if items.place(each.item) == where), None)

    def maker(self, resource: str | None, attribute: str | None = None) -> Operation | None:
        """The operation that creates a resource, with an attribute of the client's choice."""
        writers = self.writers(resource, attribute) if resource is not None else ()
        return next(filter(items.may_add, writers), None)

    def item(self, operation: Operation, method: str) -> Operation | None:
        """The operation `method` on one resource: of a creating or of an item's operation."""
        if operation.method != "post":
            return self.on_path(operation.path, method)
        for each in self.provided_by(operation):
            found = self.on_path(each.item, method)
            if found is not None:
                return found
        return None

    def collection(self, operation: Operation) -> Operation | None:
        """The operation that lists the resources to which an operation's resource belongs."""
        if operation.method == "post" and not operation.path.rstrip("/").endswith("}"):
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
        key = (resource, attribute)
        if key not in self._writers:
            self._writers[key] = relations.writers(self.document, resource, attribute)
        return self._writers[key]

    def attribute(self, resource: str | None, name: str) -> Schema | None:
        """The schema of a resource's attribute, with the words that stand there."""
        if resource is None or resource not in self.document.schemas:
            return None
        if resource not in self._attributes:
            known = self.document.attributes(self.document.schemas[resource])
            self._attributes[resource] = {each.name: each.schema for each in known}
        return self._attributes[resource].get(name)

    @cached_property
    def _providers(self) -> Mapping[str, tuple[Provider, ...]]:
        """By place."""
        found: dict[str, tuple[Provider, ...]] = {}
        for each in (*self._makers(), *self._linked_reads()):
            where = items.place(each.item)
            found[where] = (*found.get(where, ()), each)
        return found

    def _makers(self) -> Iterator[Provider]:
        for each in items.makers(self.document):
            yield Provider(
                operation=each.operation,
                item=each.item,
                pointer=each.pointer,
                maker=each,
                serves=each.serves,
            )

    def _linked_reads(self) -> Iterator[Provider]:
        """Where a link says which id an answer shows, such as that of a list's first item."""
        for operation in self.document.operations:
            for link in items.links(operation) if operation.method == "get" else ():
                target = next(
                    (each for each in self.document.operations if each.id == link.operation), None
                )
                for name, pointer in items.pointed(link).items() if target else ():
                    assert target is not None
                    before, there, _ = target.path.partition(f"{{{name}}}")
                    if there:
                        yield Provider(
                            operation=operation,
                            item=before + there,
                            pointer=pointer,
                            serves=frozenset({target.id}),
                        )


def carried(values: Mapping[str, str], item: str, path: str) -> dict[str, str]:
    """Values of the parameters of `item`, by the names that another path has for them."""
    names = items.names_in(item)
    return {
        other: values[name]
        for name, other in zip(names, items.names_in(path), strict=False)
        if name in values and items.place(item, name) == items.place(path, other)
    }


def object_or_none(exchange: Exchange) -> Mapping[str, Any] | None:
    """The answer if it is a JSON object."""
    return (
        exchange.json if exchange.json is not NO_JSON and isinstance(exchange.json, dict) else None
    )
