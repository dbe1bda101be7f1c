"""filter: the parameter narrows a list to items with a given value; left out, to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter, relations
from clausegen.words import english, naming
from clausegen.words.clause import Clause
from clausegen.words.places import AtParameter
from clausegen.words.word import KEY, NAME, Names, Says, Section, Unresolved, Word


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """On a query parameter: lists only the items whose attribute equals the value (SCIM's `eq`)."""

    attribute: str
    operator: Literal["eq"] = "eq"


class FilterClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "filter"
    operation: Operation
    attribute: str
    parameter: Parameter
    value: Any
    """UNSET: whatever value the attribute has."""


def filters(api: Api, operation: Operation) -> Iterator[tuple[Parameter, tuple[Any, ...]]]:
    """The query parameters that narrow what an operation lists, each with its `values`."""
    for each in operation.parameters_in("query"):
        if each.words.get(Filter) is not None:
            yield each, values(api, each)


def values(api: Api, parameter: Parameter) -> tuple[Any, ...]:
    """The values that a filter is documented to take; none if any value of its type will do."""
    if parameter.schema is None:
        return ()
    for facet in relations.facets(api, parameter.schema):
        if facet.enum is not None:
            return facet.enum
    types = relations.json_types(api, parameter.schema) or frozenset()
    return (True, False) if types - {"null"} == {"boolean"} else ()


def clauses(at: AtParameter) -> Iterator[FilterClause]:
    word = at.parameter.words.get(Filter)
    if word is None:
        return
    operation, name = at.of.operation.id, at.parameter.name
    for value in values(at.of.api, at.parameter) or (UNSET,):
        shown = english.plain(value) if value is not UNSET else "VALUE"
        yield FilterClause(
            **at.of.about,
            id=f"{operation}.filter.{name}.{shown if value is not UNSET else 'value'}",
            sentence=f"{operation} with {name}={shown} lists exactly the items whose"
            f" {word.attribute} is {shown}.",
            pointer=f"{at.parameter.pointer}/{KEY}/filter",
            attribute=word.attribute,
            parameter=at.parameter,
            value=value,
        )


def unresolved(at: AtParameter) -> Iterator[Unresolved]:
    word = at.parameter.words.get(Filter)
    if word is not None:
        items = relations.items_schema(at.of.api, at.of.operation)
        pointer = f"{at.parameter.pointer}/{KEY}/filter/attribute"
        of = f"an item of {at.of.operation.id}"
        yield from naming.attribute(at.of.api, word.attribute, items, of, pointer)


def note(word: Filter) -> Iterator[str]:
    yield f"Lists only the items whose `{word.attribute}` equals the value."


SCHEMA = {
    "type": "object",
    "required": ["attribute"],
    "additionalProperties": False,
    "properties": {"attribute": NAME, "operator": {"const": "eq"}},
}
SECTION = Section(
    summary=(
        "the parameter narrows a list to items with a given value; left out, it narrows nothing."
    ),
    where="a query parameter.",
    value=(
        "the `attribute` that has to equal the parameter. `operator` is `eq` and may be left out."
    ),
    sentence="listParcels with is_lost=true lists exactly the items whose is_lost is true.",
    example="""\
filter: {attribute: is_lost}
""",
)
WORD = Word(
    name="filter",
    rank=40,
    struct=Filter,
    stands=("parameter",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtParameter, clauses),),
    names=(Names(AtParameter, unresolved),),
    note=note,
)
