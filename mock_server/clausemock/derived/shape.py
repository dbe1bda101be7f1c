"""What a body holds: a record, a record inside a wrapper, or a list of records."""

from __future__ import annotations

from typing import Any

import msgspec
from clausegen.model import Api, Content, Operation, Property, Response, Schema
from clausegen.model import relations as related
from clausegen.words.pagination import pagination_of

LIST_NAMES = ("items", "data", "results", "values", "records", "entries", "objects")


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How records stand in one body.

    `schema` describes the whole body, `record` one record. `slot` names the attribute that holds
    the record, or the list of them; None where the body itself is that.
    """

    schema: Schema | None = None
    record: Schema | None = None
    slot: str | None = None
    is_list: bool = False

    def inside(self, body: Any) -> Any:
        """The part of a body that holds the record."""
        return body.get(self.slot) if self.slot is not None and isinstance(body, dict) else body


def answer_shape(api: Api, operation: Operation) -> Shape:
    """The shape of an ordinary answer."""
    schema = related.response_schema(operation)
    if schema is None:
        return Shape()
    items = related.items_schema(api, operation)
    page = pagination_of(api, operation)
    if items is not None:
        return Shape(schema=schema, record=items, slot=page.items if page else None, is_list=True)
    attributes = api.attributes(schema)
    listed = _listed(api, operation, attributes)
    if listed is not None:
        record = _items(api, listed)
        return Shape(schema=schema, record=record, slot=listed.name, is_list=True)
    return _single(api, schema, attributes)


def payload_shape(api: Api, content: Content) -> Shape:
    """The shape of a payload in one media type."""
    if content.schema is None:
        return Shape()
    return _single(api, content.schema, api.attributes(content.schema))


def success(operation: Operation) -> tuple[int, Response | None]:
    """The status of an ordinary answer, and what the document says of it."""
    response = related.success_response(operation)
    if response is None:
        found = next((each for each in operation.responses if each.status == "default"), None)
        only = next((each for each in operation.responses if each.status.isdigit()), None)
        if found is None and only is not None:
            return int(only.status), only  # the document knows of no other end
        return 200, found
    return (int(response.status) if response.status.isdigit() else 200), response


def _single(api: Api, schema: Schema, attributes: tuple[Property, ...]) -> Shape:
    """A record; {"user": {...}} wraps one."""
    if len(attributes) == 1 and api.attributes(attributes[0].schema):
        inner = attributes[0]
        return Shape(schema=schema, record=inner.schema, slot=inner.name)
    return Shape(schema=schema, record=schema)


def _listed(api: Api, operation: Operation, attributes: tuple[Property, ...]) -> Property | None:
    """The attribute of an envelope that holds the items of a list."""
    if operation.method != "get" or operation.path.rstrip("/").endswith("}"):
        return None
    arrays = [each for each in attributes if _items(api, each) is not None]
    named = [each for each in arrays if each.name.lower() in LIST_NAMES or _ends(operation, each)]
    if named:
        return named[0]
    return arrays[0] if len(arrays) == 1 and len(attributes) <= len(arrays) + 3 else None


def _ends(operation: Operation, attribute: Property) -> bool:
    """GET /articles answers {"articles": [...]}."""
    return operation.path.rstrip("/").rpartition("/")[2].lower() == attribute.name.lower()


def _items(api: Api, attribute: Property) -> Schema | None:
    """The schema of the objects in a list."""
    for part in related.facets(api, attribute.schema):
        if part.items is not None and api.attributes(part.items):
            return part.items
    return None
