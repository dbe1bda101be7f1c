"""ordering: what a list is sorted by, as parameters ask for it or without being asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter, Schema, relations
from clausegen.text.positions import escape
from clausegen.words import naming
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation, AtParameter
from clausegen.words.word import KEY, WAY, Names, Says, Section, Unresolved, Word

Order = Literal["ascending", "descending"]


class Beside(msgspec.Struct, frozen=True):
    """Another query parameter and its value, which say the order (SCIM's sortOrder)."""

    parameter: str
    value: str


class Sorting(msgspec.Struct, frozen=True, kw_only=True):
    """One way to sort (SCIM's sortBy and sortOrder)."""

    value: str = ""
    """Of the parameter. Empty on an operation: without being asked."""
    by: str = ""
    """An attribute, or one within another; empty for the order of creation."""
    order: Order
    then: tuple[str, ...] = ()
    """What sorts items that are equal so far, in the same order."""
    beside: Beside | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.by, *self.then)

    @property
    def told(self) -> tuple[str, ...]:
        """The keys in words."""
        return tuple(each or "creation" for each in self.keys)


class Ordering(msgspec.Struct, frozen=True, kw_only=True):
    """On a query parameter: what each of its values sorts by. On an operation: one way."""

    options: tuple[Sorting, ...]
    unshown: tuple[str, ...] = ()
    """Values that sort by what no attribute of the items shows."""


def asked(parameter: Parameter | None, sorting: Sorting) -> dict[str, str]:
    """The query that asks for an order."""
    beside = sorting.beside
    pair = {beside.parameter: beside.value} if beside is not None else {}
    return {parameter.name: sorting.value, **pair} if parameter is not None else {}


def unasked(operation: Operation) -> Sorting | None:
    """How a list is sorted where its operation says so."""
    word = operation.words.get(Ordering)
    return word.options[0] if word is not None else None


class OrderingClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "ordering"
    operation: Operation
    parameter: Parameter | None
    """None for what the operation says of itself."""
    sorting: Sorting
    is_default: bool
    """The list is sorted like this without being asked."""

    @property
    def undecidable(self) -> str | None:
        items = relations.items_schema(self.api, self.operation)
        chosen = relations.chooses(self.operation)
        return chosen or incomparable(self.api, self.sorting.by, items)


def incomparable(api: Api, way: str, items: Schema | None) -> str | None:
    """Why nobody can tell which of two values of an attribute comes first; None if one can."""
    found = naming.leading(api, way, items)
    if found is None or not is_mere_text(api, found):
        return None
    return f"nothing says how {way} compares: it is neither a number nor a date"


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
    for sorting in word.options if word is not None else ():
        yield _clause(at.of, at.parameter, sorting, is_default=False)
        if _is_default(at, sorting):
            yield _clause(at.of, at.parameter, sorting, is_default=True)


def of_operation(at: AtOperation) -> Iterator[OrderingClause]:
    sorting = unasked(at.operation)
    if sorting is not None:
        yield _clause(at, None, sorting, is_default=True)


def _is_default(at: AtParameter, sorting: Sorting) -> bool:
    """What the schemas of its parameters give as default."""
    named = {each.name: each.schema for each in at.of.operation.parameters_in("query")}
    found = {name: named.get(name) for name in asked(at.parameter, sorting)}
    defaults = {name: schema.default if schema else UNSET for name, schema in found.items()}
    return defaults == asked(at.parameter, sorting)


def _clause(
    at: AtOperation, parameter: Parameter | None, sorting: Sorting, *, is_default: bool
) -> OrderingClause:
    operation, name = at.operation.id, sorting.value
    pointer = f"{at.operation.pointer}/{KEY}/ordering"
    query = " and ".join(f"{key}={value}" for key, value in asked(parameter, sorting).items())
    way = "without being asked" if parameter is None else f"with {query}"
    if parameter is not None:
        pointer = f"{parameter.pointer}/{KEY}/ordering/{escape(name)}"
        way = f"without {parameter.name}" if is_default else way
        name = f"{name}.{sorting.order}" if sorting.beside is not None else name
    return OrderingClause(
        **at.about,
        id=f"{operation}.ordering.{'default' if is_default else name}",
        sentence=f"{operation} {way} sorts by {', then by '.join(sorting.told)}, {sorting.order}.",
        pointer=pointer,
        attribute=sorting.by or None,
        parameter=parameter,
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
        for name in filter(None, each.keys):
            yield from naming.attribute_within(api, name, items, f"an item of {operation.id}", by)
    known = {each.name for each in operation.parameters_in("query")}
    pairs = {each.beside.parameter for each in word.options if each.beside is not None}
    if any(not each.value for each in word.options):
        yield Unresolved(f"no value of {at.parameter.name} is said to sort", pointer)
    for name in sorted(pairs - known):
        yield Unresolved(f"{operation.id} has no query parameter {name}", pointer)
    allowed = api.resolve(at.parameter.schema).enum if at.parameter.schema else None
    said = {each.value for each in word.options} | {*word.unshown}
    for value in sorted(
        said.symmetric_difference(map(str, allowed if allowed is not None else said))
    ):
        message = f"{value} is not both a value of {at.parameter.name} and in its ordering"
        yield Unresolved(message, pointer)


def of_itself(at: AtOperation) -> Iterator[Unresolved]:
    sorting, operation = unasked(at.operation), at.operation
    items = relations.items_schema(at.api, operation)
    pointer = f"{operation.pointer}/{KEY}/ordering/by"
    of = f"an item of {operation.id}"
    for name in filter(None, sorting.keys if sorting is not None else ()):
        yield from naming.attribute_within(at.api, name, items, of, pointer)
    if sorting is not None and sorting.value:
        yield Unresolved(f"{sorting.value} is the value of no parameter", pointer)


def read(raw: Any) -> Any:
    """A mapping in the document (value -> by, order, or null), a tuple of options here."""
    if not isinstance(raw, dict):
        return raw
    if isinstance(raw.get("order"), str):
        return {"options": list(_ways("", raw))}
    shown = [(key, how) for key, how in raw.items() if how is not None]
    options = [way for key, how in shown for way in _ways(key, how)]
    return {"options": options, "unshown": [key for key, how in raw.items() if how is None]}


def _ways(value: str, how: Any) -> Iterator[Any]:
    """One way, or two where another parameter says the order."""
    if not isinstance(how, dict):
        yield how
        return
    by, order = how.get("by", ""), how.get("order")
    names = by if isinstance(by, list) and by else [by]
    way = {"value": value, "by": names[0], "then": names[1:]}
    if not isinstance(order, dict):
        yield {**way, "order": order}
        return
    for each in ("ascending", "descending"):
        beside = {"parameter": order.get("parameter"), "value": order.get(each)}
        yield {**way, "order": each, "beside": beside}


def note(word: Ordering) -> Iterator[str]:
    for each in word.options:
        by = ", then by ".join(f"`{name}`" if name else "creation" for name in each.keys)
        if each.value:
            pair = f" with `{each.beside.parameter}={each.beside.value}`" if each.beside else ""
            yield f"`{each.value}`{pair}: by {by}, {each.order}."
        else:
            yield f"Sorted by {by}, {each.order}, where nothing else is asked for."
    for value in word.unshown:
        yield f"`{value}`: by what the items do not show."


_PLAIN: Any = {"enum": ["ascending", "descending"]}
_PAIR: Any = {
    "type": "object",
    "required": ["parameter", "ascending", "descending"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "string", "minLength": 1}
        for name in ("parameter", "ascending", "descending")
    },
}


def _way(order: Any) -> Any:
    several = {"type": "array", "minItems": 2, "uniqueItems": True, "items": WAY}
    return {
        "type": "object",
        "required": ["order"],
        "additionalProperties": False,
        "properties": {"by": {"anyOf": [WAY, several]}, "order": order},
    }


SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "if": {"properties": {"order": {"type": "string"}}, "required": ["order"]},
    "then": _way(_PLAIN),
    "else": {
        "additionalProperties": {"anyOf": [{"type": "null"}, _way({"anyOf": [_PLAIN, _PAIR]})]}
    },
}
SECTION = Section(
    summary="what a list is sorted by, as parameters ask for it or without being asked.",
    where="a query parameter, or an operation that sorts without being asked.",
    value=(
        "for each value of the parameter the attribute it sorts `by` (`meta.created` is one "
        "within another), and the `order`: `ascending` or `descending`. Without `by` it is the "
        "order in which items were made, whether or not they show it. The default of the "
        "parameter's schema holds when it is left out. A list of attributes sorts by the first, "
        "and what is equal by the next. Where another parameter says the order, `order` names "
        "it with its two values: `{parameter: sortOrder, ascending: up, descending: down}`. A "
        "value that sorts by what no attribute shows, such as relevance, is null. On an "
        "operation there are no values: `{by: weight, order: ascending}`. Items that have no "
        "value may stand anywhere. Which of two parameters that sort wins is left open."
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
    read=read,
    stands=("operation", "parameter"),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, of_operation), Says(AtParameter, clauses)),
    names=(Names(AtParameter, unresolved), Names(AtOperation, of_itself)),
    note=note,
)
