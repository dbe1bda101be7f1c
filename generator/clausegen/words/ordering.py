"""ordering: the parameter sorts a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter, Schema, relations
from clausegen.text.positions import escape
from clausegen.words import naming
from clausegen.words.clause import Clause
from clausegen.words.places import AtParameter
from clausegen.words.word import KEY, NAME, Names, Says, Section, Unresolved, Word


class Sorting(msgspec.Struct, frozen=True, kw_only=True):
    """What one value of an ordering parameter asks for (SCIM's sortBy and sortOrder)."""

    value: str
    by: str
    order: Literal["ascending", "descending"]


class Ordering(msgspec.Struct, frozen=True, kw_only=True):
    """On a query parameter: what each of its values sorts by."""

    options: tuple[Sorting, ...]


class OrderingClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "ordering"
    operation: Operation
    parameter: Parameter
    ordering: Ordering
    sorting: Sorting
    is_default: bool
    """The list is sorted like this without being asked."""

    @property
    def undecidable(self) -> str | None:
        items = relations.items_schema(self.api, self.operation)
        for each in self.api.attributes(items) if items is not None else ():
            if each.name == self.sorting.by and is_mere_text(self.api, each.schema):
                return f"nothing says how {each.name} compares: it is neither a number nor a date"
        return None


def is_mere_text(api: Api, schema: Schema) -> bool:
    """No number, and no text that could be a moment."""
    types = relations.json_types(api, schema)
    may_be_moment = any(
        each.format in {"date", "date-time"} or each.constraint("pattern")
        for each in relations.facets(api, schema)
    )
    return types is not None and types <= {"string", "null"} and not may_be_moment


def orderings(operation: Operation) -> Iterator[tuple[Parameter, Ordering]]:
    """The query parameters that sort what an operation lists."""
    for each in operation.parameters_in("query"):
        word = each.words.get(Ordering)
        if word is not None:
            yield each, word


def clauses(at: AtParameter) -> Iterator[OrderingClause]:
    word = at.parameter.words.get(Ordering)
    if word is None:
        return
    default = at.parameter.schema.default if at.parameter.schema else UNSET
    for sorting in word.options:
        yield _clause(at, word, sorting, is_default=False)
        if default == sorting.value:
            yield _clause(at, word, sorting, is_default=True)


def _clause(
    at: AtParameter, word: Ordering, sorting: Sorting, *, is_default: bool
) -> OrderingClause:
    operation, parameter = at.of.operation.id, at.parameter
    asked = f"without {parameter.name}" if is_default else f"with {parameter.name}={sorting.value}"
    return OrderingClause(
        **at.of.about,
        id=f"{operation}.ordering.{'default' if is_default else sorting.value}",
        sentence=f"{operation} {asked} sorts by {sorting.by}, {sorting.order}.",
        pointer=f"{parameter.pointer}/{KEY}/ordering/{escape(sorting.value)}",
        attribute=sorting.by,
        parameter=parameter,
        ordering=word,
        sorting=sorting,
        is_default=is_default,
    )


def unresolved(at: AtParameter) -> Iterator[Unresolved]:
    word = at.parameter.words.get(Ordering)
    if word is None:
        return
    api, operation, pointer = at.of.api, at.of.operation, f"{at.parameter.pointer}/{KEY}/ordering"
    items = relations.items_schema(api, operation)
    for each in word.options:
        by = f"{pointer}/{escape(each.value)}/by"
        yield from naming.attribute(api, each.by, items, f"an item of {operation.id}", by)
    allowed = api.resolve(at.parameter.schema).enum if at.parameter.schema else None
    said = {each.value for each in word.options}
    for value in sorted(
        said.symmetric_difference(map(str, allowed if allowed is not None else said))
    ):
        message = f"{value} is not both a value of {at.parameter.name} and in its ordering"
        yield Unresolved(message, pointer)


def read(raw: Any) -> Any:
    """A mapping in the document (value -> by, order), a tuple of options here."""
    if not isinstance(raw, dict):
        return raw
    return [{"value": key, **how} if isinstance(how, dict) else how for key, how in raw.items()]


def note(word: Ordering) -> Iterator[str]:
    for each in word.options:
        yield f"`{each.value}`: by `{each.by}`, {each.order}."


SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "object",
        "required": ["by", "order"],
        "additionalProperties": False,
        "properties": {"by": NAME, "order": {"enum": ["ascending", "descending"]}},
    },
}
SECTION = Section(
    summary="the parameter sorts a list.",
    where="a query parameter with an enumeration.",
    value=(
        "for each value the attribute it sorts `by`, and the `order`: `ascending` or "
        "`descending`. The default of the parameter's schema holds when it is left out."
    ),
    sentence="listParcels with ordering=-weight sorts by weight, descending.",
    example="""\
ordering:
  weight: {by: weight, order: ascending}
  -weight: {by: weight, order: descending}
""",
)
WORD = Word(
    name="ordering",
    rank=30,
    struct=Ordering,
    field="options",
    read=read,
    stands=("parameter",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtParameter, clauses),),
    names=(Names(AtParameter, unresolved),),
    note=note,
)
