"""filter: the parameter narrows a list to items that fit its value; left out, to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter, Schema, relations
from clausegen.text.positions import escape
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

    attribute: str = ""
    """Empty where the keys of an object say more."""
    operator: Operator = "eq"
    case: Literal["exact", "ignored"] | None = None
    """Of texts. None: nothing is said, so that either is right."""
    key: str = ""
    """Of the object that the parameter takes (deepObject): created[gte]."""
    keys: tuple[Filter, ...] = ()

    @property
    def parts(self) -> tuple[Filter, ...]:
        """What it says of each key, or the word itself."""
        return self.keys or (self,)


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
        chosen = relations.chooses(self.operation)
        if chosen is not None or self.filter.operator not in ORDERED:
            return chosen
        items = relations.items_schema(self.api, self.operation)
        return incomparable(self.api, self.attribute, items)


def filters(api: Api, operation: Operation) -> Iterator[tuple[Parameter, tuple[Any, ...]]]:
    """The query parameters that narrow what an operation lists, each with its `values`."""
    for each in operation.parameters_in("query"):
        word = each.words.get(Filter)
        if word is not None and not word.keys:
            yield each, values(api, each.schema)


def asked(api: Api, parameter: Parameter, key: str) -> Schema | None:
    """The schema of what a filter is asked with: of the parameter, or of a key of its object."""
    return naming.leading(api, key, parameter.schema) if key else parameter.schema


def values(api: Api, schema: Schema | None) -> tuple[Any, ...]:
    """The values that a filter is documented to take; none if any value of its type will do."""
    if schema is None:
        return ()
    for facet in relations.facets(api, schema):
        if facet.enum is not None:
            return facet.enum
    types = relations.json_types(api, schema) or frozenset()
    return (True, False) if types - {"null"} == {"boolean"} else ()


def clauses(at: AtParameter) -> Iterator[FilterClause]:
    said = at.parameter.words.get(Filter)
    for word in said.parts if said is not None else ():
        yield from _clauses(at, word)


def _clauses(at: AtParameter, word: Filter) -> Iterator[FilterClause]:
    operation, name = at.of.operation.id, at.parameter.name
    query = f"{name}[{word.key}]" if word.key else name
    inner = f"{name}.{word.key}" if word.key else name
    schema = asked(at.of.api, at.parameter, word.key)
    for value in values(at.of.api, schema) or (UNSET,):
        shown = english.plain(value) if value is not UNSET else "VALUE"
        yield FilterClause(
            **at.of.about,
            id=f"{operation}.filter.{inner}.{shown if value is not UNSET else 'value'}",
            sentence=f"{operation} with {query}={shown} lists exactly the items whose"
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
    said, api = at.parameter.words.get(Filter), at.of.api
    for word in said.parts if said is not None else ():
        items = relations.items_schema(api, at.of.operation)
        pointer = f"{at.parameter.pointer}/{KEY}/filter"
        if word.key:
            pointer = f"{pointer}/keys/{escape(word.key)}"
            known = at.parameter.schema
            yield from naming.attribute(api, word.key, known, at.parameter.name, pointer)
        of = f"an item of {at.of.operation.id}"
        yield from naming.attribute_within(api, word.attribute, items, of, f"{pointer}/attribute")


def note(said: Filter) -> Iterator[str]:
    for word in said.parts:
        how = "equals" if word.operator == "eq" else _SAID[word.operator]
        what = f"`{word.key}`" if word.key else "the value"
        yield f"Lists only the items whose `{word.attribute}` {how} {what}{_cased(word)}."


def read(raw: Any) -> Any:
    """Keys are a mapping in the document, a tuple here."""
    keys = raw.get("keys") if isinstance(raw, dict) else None
    if not isinstance(keys, dict):
        return raw
    return {
        **raw,
        "keys": [{"key": k, **it} if isinstance(it, dict) else it for k, it in keys.items()],
    }


_ONE: dict[str, Any] = {
    "attribute": WAY,
    "operator": {"enum": [*_SAID]},
    "case": {"enum": ["exact", "ignored"]},
}
_KEYED: Any = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "object",
        "required": ["attribute"],
        "additionalProperties": False,
        "properties": _ONE,
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {**_ONE, "keys": _KEYED},
    "if": {"required": ["keys"]},
    "then": {"maxProperties": 1},
    "else": {"required": ["attribute"]},
}
SECTION = Section(
    summary=(
        "the parameter narrows a list to items that fit its value; left out, it narrows nothing."
    ),
    where="a query parameter.",
    value=(
        "the `attribute` that has to fit the parameter; `name.last` is one within another. "
        "`operator` is `eq` where nothing is said, or `ne`, `gt`, `ge`, `lt`, `le` (of numbers, "
        "dates and times), `in` (one of several values: an array, or a text with commas), "
        "`contains` or `prefix` (of texts); names and meanings are SCIM's (RFC 7644, 3.4.2.2) "
        "as far as it has them. `case` is `exact` or `ignored`; where nothing is said, items "
        "that differ in case only may be listed or not. Items without a value may be listed or "
        "not, too. Where the parameter takes an object (`deepObject`), `keys` says it of each "
        "of its keys: `{keys: {gte: {attribute: weight, operator: ge}}}`."
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
    read=read,
    stands=("parameter",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtParameter, clauses),),
    names=(Names(AtParameter, unresolved),),
    note=note,
)
