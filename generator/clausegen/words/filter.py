"""filter: the parameter narrows a list to items that fit its value; left out, to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter, relations
from clausegen.words import english, naming
from clausegen.words.clause import Clause
from clausegen.words.ordering import incomparable
from clausegen.words.places import AtParameter
from clausegen.words.word import KEY, WAY, Names, Says, Section, Unresolved, Word

Operator = Literal["eq", "ne", "gt", "ge", "lt", "le", "in", "contains", "prefix"]
_SAID: dict[str, str] = {
    "eq": "is",
    "ne": "is not",
    "gt": "is greater than",
    "ge": "is at least",
    "lt": "is less than",
    "le": "is at most",
    "in": "is one of",
    "contains": "contains",
    "prefix": "begins with",
}
ORDERED = frozenset({"gt", "ge", "lt", "le"})
"""Operators that need an order: of numbers, dates and times."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """On a query parameter: lists only the items whose attribute fits it (SCIM's operators)."""

    attribute: str
    operator: Operator = "eq"
    case: Literal["exact", "ignored"] | None = None
    """Of texts. None: nothing is said, so that either is right."""


class FilterClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "filter"
    operation: Operation
    attribute: str
    parameter: Parameter
    value: Any
    """UNSET: whatever value the attribute has."""
    filter: Filter

    @property
    def undecidable(self) -> str | None:
        if self.filter.operator not in ORDERED:
            return None
        items = relations.items_schema(self.api, self.operation)
        return incomparable(self.api, self.attribute, items)


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
            f" {word.attribute} {_SAID[word.operator]} {shown}{_cased(word)}.",
            pointer=f"{at.parameter.pointer}/{KEY}/filter",
            attribute=word.attribute,
            parameter=at.parameter,
            value=value,
            filter=word,
        )


def _cased(word: Filter) -> str:
    if word.case is None:
        return ""
    return ", in any case" if word.case == "ignored" else ", in the same case"


def unresolved(at: AtParameter) -> Iterator[Unresolved]:
    word = at.parameter.words.get(Filter)
    if word is not None:
        items = relations.items_schema(at.of.api, at.of.operation)
        pointer = f"{at.parameter.pointer}/{KEY}/filter/attribute"
        of = f"an item of {at.of.operation.id}"
        yield from naming.attribute_within(at.of.api, word.attribute, items, of, pointer)


def note(word: Filter) -> Iterator[str]:
    how = "equals" if word.operator == "eq" else _SAID[word.operator]
    yield f"Lists only the items whose `{word.attribute}` {how} the value{_cased(word)}."


SCHEMA = {
    "type": "object",
    "required": ["attribute"],
    "additionalProperties": False,
    "properties": {
        "attribute": WAY,
        "operator": {"enum": [*_SAID]},
        "case": {"enum": ["exact", "ignored"]},
    },
}
SECTION = Section(
    summary=(
        "the parameter narrows a list to items that fit its value; left out, it narrows nothing."
    ),
    where="a query parameter.",
    value=(
        "the `attribute` that has to fit the parameter; `name.last` is one within another. "
        "`operator` is `eq` where nothing is said, "
        "or `ne`, `gt`, `ge`, `lt`, `le` (of numbers, dates and times), `in` (one of several "
        "values: an array, or a text with commas), `contains` or `prefix` (of texts); names and "
        "meanings are SCIM's (RFC 7644, 3.4.2.2) as far as it has them. `case` is `exact` or "
        "`ignored`; where nothing is said, items that differ in case only may be listed or not. "
        "Items without a value may be listed or not, too."
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
