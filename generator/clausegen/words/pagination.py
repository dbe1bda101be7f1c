"""pagination: the schema is a page, and its links lead through the whole collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.model import Api, Operation, relations
from clausegen.words import naming
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation, AtSchema
from clausegen.words.word import KEY, NAME, Names, Says, Section, Unresolved, Word


class Pagination(msgspec.Struct, frozen=True, kw_only=True):
    """On the envelope's schema: names of the attributes that link pages and hold the items."""

    items: str
    next: str
    previous: str | None = None

    @property
    def holds_items(self) -> str:
        """The attribute with the items: the list is of what it holds."""
        return self.items


class PaginationClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "pagination"
    operation: Operation
    page: Pagination
    way: Literal["complete", "previous"]
    """Whether following the pages to the end shows everything, or a page leads back."""


def pagination_of(api: Api, operation: Operation) -> Pagination | None:
    """The page's words, when the operation answers with pages."""
    schema = relations.response_schema(operation)
    said = (part.words.get(Pagination) for part in (api.parts(schema) if schema else ()))
    return next((each for each in said if each is not None), None)


def clauses(at: AtOperation) -> Iterator[PaginationClause]:
    page = pagination_of(at.api, at.operation)
    if page is not None:
        yield _clause(at, page, "complete")
    if page is not None and page.previous is not None:
        yield _clause(at, page, "previous")


def _clause(
    at: AtOperation, page: Pagination, way: Literal["complete", "previous"]
) -> PaginationClause:
    name = at.operation.id
    sentence = f"{page.previous} of a later page of {name} leads back to the page before it."
    if way == "complete":
        sentence = (
            f"Following {page.next} from the first page of {name} shows each item exactly once."
        )
    return PaginationClause(
        **at.about,
        id=f"{name}.pagination.{way}",
        sentence=sentence,
        pointer=at.operation.pointer,
        page=page,
        way=way,
    )


def unresolved(at: AtSchema) -> Iterator[Unresolved]:
    page = at.schema.words.get(Pagination)
    if page is None:
        return
    for key, name in (("items", page.items), ("next", page.next), ("previous", page.previous)):
        pointer = f"{at.schema.pointer}/{KEY}/pagination/{key}"
        if name:
            yield from naming.attribute(at.api, name, at.schema, at.resource, pointer)


def note(page: Pagination) -> Iterator[str]:
    back = f"; `{page.previous}` leads back" if page.previous else ""
    yield (
        f"One page of a list: `{page.items}` holds the items, and following `{page.next}` until it "
        f"is null shows each item exactly once{back}."
    )


SCHEMA = {
    "type": "object",
    "required": ["items", "next"],
    "additionalProperties": False,
    "properties": {"items": NAME, "next": NAME, "previous": NAME},
}
SECTION = Section(
    summary="the schema is a page, and its links lead through the whole collection.",
    where="a named schema, usually an envelope that others extend.",
    value=(
        "the attributes that hold the `items`, the `next` link and, if there is one, the "
        "`previous` link."
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
    stands=("schema",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtSchema, unresolved),),
    note=note,
)
