"""pagination: a list comes in pages, and whoever turns them sees the whole collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import Api, Operation, Schema, relations
from clausegen.words import naming
from clausegen.words.clause import Clause
from clausegen.words.paging_of_others import ADOPTED
from clausegen.words.places import AtOperation, AtSchema
from clausegen.words.word import KEY, WAY, Names, Says, Section, Unresolved, Word

Style = Literal["link", "header", "cursor", "page", "offset", "whole"]
Way = Literal["complete", "previous", "size", "total"]
"""Attributes from the body inwards, with dots: meta.next."""


class Pagination(msgspec.Struct, frozen=True, kw_only=True):
    """On an envelope's schema or an operation. Attributes of the body may be nested: meta.next."""

    style: Style = "link"
    items: str | None = None
    """The attribute with the items; None where the body is the array itself."""
    next: str | None = None
    """link: the attribute with the link. header: the relation of the Link header."""
    previous: str | None = None
    parameter: str | None = None
    """cursor, page, offset: the query parameter that asks for another page."""
    cursor: str | None = None
    """cursor: the attribute that holds the parameter's value for the next page."""
    last: str | None = None
    """cursor: the attribute of a page's last item that is the value, instead."""
    more: str | None = None
    """The attribute that tells whether there is another page."""
    size: str | None = None
    """The query parameter that says how many items a page holds at most."""
    total: str | None = None
    """The attribute with the number of items on all pages together."""
    first: int | None = None
    """page: the number of the first page, 1 where nothing is said. offset: of the first item, 0."""

    @property
    def holds_items(self) -> str:
        """The attribute with the items: the list is of what it holds. Empty: the body itself."""
        return self.items or ""

    @property
    def begins(self) -> int:
        """page, offset: what the parameter is on the first page."""
        return self.first if self.first is not None else int(self.style == "page")

    @property
    def relation(self) -> str:
        """header: what leads on."""
        return self.next or "next"


class PaginationClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "pagination"
    operation: Operation
    page: Pagination
    way: Way
    """complete: turning the pages to the end shows everything. previous: a page leads back.
    size: a page holds no more than was asked for. total: it is the number of all items."""

    @property
    def undecidable(self) -> str | None:
        return relations.chooses(self.operation)


def pagination_of(api: Api, operation: Operation) -> Pagination | None:
    """How an operation's list is paged: what it says itself, or its envelope."""
    own = operation.words.get(Pagination)
    if own is not None:
        return own
    schema = relations.response_schema(operation)
    said = (part.words.get(Pagination) for part in (api.parts(schema) if schema else ()))
    return next((each for each in said if each is not None), None)


def held(body: Any, way: str | None) -> Any:
    """What an attribute of a body holds, `meta.next` a nested one; None where it is not there."""
    if isinstance(body, Mapping) and way in body:
        return body[way]
    for name in way.split(".") if way else ():
        body = body.get(name) if isinstance(body, Mapping) else None
    return body


def clauses(at: AtOperation) -> Iterator[PaginationClause]:
    page = pagination_of(at.api, at.operation)
    if page is None:
        return
    name = at.operation.id
    told: dict[Way, str] = {
        "complete": f"{_turned(page, name)} shows each item exactly once.",
        "previous": f"On a later page of {name}, {page.previous} leads back to the page before.",
        "size": f"{name} with {page.size}=N shows at most N items on a page.",
        "total": f"{page.total} of {name} is the number of items on all its pages.",
    }
    for way, sentence in told.items():
        if way == "complete" or getattr(page, way) is not None:
            yield PaginationClause(
                **at.about,
                id=f"{name}.pagination.{way}",
                sentence=sentence,
                pointer=at.operation.pointer,
                page=page,
                way=way,
            )


def _turned(page: Pagination, name: str) -> str:
    """What somebody does to see all pages."""
    if page.style == "whole":
        return f"{name}, which has no pages,"
    start = f"from the first page of {name}"
    if page.style == "link":
        return f"Following {page.next} {start}"
    if page.style == "header":
        return f"Following the Link header's {page.relation} {start}"
    if page.style == "cursor":
        what = page.cursor or f"the last item's {page.last}"
        return f"Passing {what} on as {page.parameter} {start}"
    how = "by one" if page.style == "page" else "by the items that came"
    return f"Counting {page.parameter} up {how} {start}"


def in_schema(at: AtSchema) -> Iterator[Unresolved]:
    page = at.schema.words.get(Pagination)
    if page is not None:
        pointer = f"{at.schema.pointer}/{KEY}/pagination"
        yield from _attributes(at.api, page, at.schema, at.resource, pointer)


def in_operation(at: AtOperation) -> Iterator[Unresolved]:
    page, operation = pagination_of(at.api, at.operation), at.operation
    if page is None:
        return
    own = operation.words.get(Pagination) is not None
    pointer = f"{operation.pointer}/{KEY}/pagination" if own else operation.pointer
    schema = relations.response_schema(operation)
    if own:
        of = f"what {operation.id} answers"
        yield from _attributes(at.api, page, schema, of, pointer)
    known = {each.name for each in operation.parameters_in("query")}
    for key in ("parameter", "size"):
        name = getattr(page, key)
        if name is not None and name not in known:
            message = f"{operation.id} has no query parameter {name}"
            yield Unresolved(message, f"{pointer}/{key}" if own else pointer)
    if page.last is not None:
        items = relations.items_schema(at.api, operation)
        of = f"an item of {operation.id}"
        yield from naming.attribute_within(at.api, page.last, items, of, pointer)


def _attributes(
    api: Api, page: Pagination, schema: Schema | None, of: str, pointer: str
) -> Iterator[Unresolved]:
    told = {"items": page.items, "cursor": page.cursor, "more": page.more, "total": page.total}
    if page.style == "link":
        told |= {"next": page.next, "previous": page.previous}
    for key, way in told.items():
        if way:
            yield from naming.attribute_within(api, way, schema, of, f"{pointer}/{key}")


def note(page: Pagination) -> Iterator[str]:
    held_in = f"`{page.items}` holds the items" if page.items else "the body is a list of the items"
    if page.style == "whole":
        yield f"A list as a whole: {held_in}."
        return
    if page.style == "link":
        ways = f"following `{page.next}` until it is null"
    elif page.style == "header":
        ways = f"following the `Link` header's `{page.relation}`"
    elif page.style == "cursor":
        what = f"`{page.cursor}`" if page.cursor else f"the last item's `{page.last}`"
        ways = f"passing {what} on as `{page.parameter}`"
    else:
        ways = f"counting `{page.parameter}` up"
    back = f"; `{page.previous}` leads back" if page.previous else ""
    yield f"One page of a list: {held_in}, and {ways} shows each item exactly once{back}."


def _only(style: str, *needed: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"style": {"const": style}}, "required": ["style"]},
        "then": {"required": [*needed]},
    }


SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "style": {"enum": ["link", "header", "cursor", "page", "offset", "whole"]},
        "items": WAY,
        "next": WAY,
        "previous": WAY,
        "parameter": {"type": "string", "minLength": 1},
        "cursor": WAY,
        "last": WAY,
        "more": WAY,
        "size": {"type": "string", "minLength": 1},
        "total": WAY,
        "first": {"enum": [0, 1]},
    },
    "if": {"properties": {"style": {"const": "link"}}},
    "then": {"required": ["items", "next"]},
    "allOf": [
        *(_only(each, "parameter") for each in ("cursor", "page", "offset")),
        {
            **_only("cursor"),
            "then": {"oneOf": [{"required": ["cursor"]}, {"required": ["last"]}]},
        },
    ],
}
SECTION = Section(
    summary="a list comes in pages, and whoever turns them sees the whole collection.",
    where="an operation, or a named schema: an envelope that the answers of several extend.",
    value=(
        "`style` is `link` where nothing is said: `next`, and `previous` if there is one, name "
        "the attributes that hold links, and null or no link ends the list. `header`: the links "
        "stand in the `Link` header (RFC 8288), and `next` and `previous` name their relations, "
        "`next` where nothing is said. `cursor`: the query `parameter` takes what the attribute "
        "`cursor` holds, or the attribute `last` of the page's last item. `page`: `parameter` "
        "counts pages from `first` (1). `offset`: it counts items from `first` (0; 1 for SCIM's "
        "startIndex). `whole`: there are no pages. `items` names the attribute with the items, and "
        "is left out where the body is the array. `more` tells whether another page follows, "
        "`total` how many items all pages hold, "
        "`size` the parameter that limits a page. Names of attributes may lead inwards: "
        "`meta.next`. What `x-speakeasy-pagination` and `x-ms-pageable` of an operation say "
        "counts as well."
    ),
    sentence="Following next from the first page of listParcels shows each item exactly once.",
    example="""\
pagination: {items: results, next: next, previous: previous}
""",
)
WORD = Word(
    name="pagination",
    rank=20,
    struct=Pagination,
    stands=("operation", "schema"),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtSchema, in_schema), Names(AtOperation, in_operation)),
    note=note,
    adopts=ADOPTED,
)
