"""Filters: parameters that are called like an attribute of the items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.model import Api, Parameter
from clausegen.suggest.lists import (
    CREATED,
    OFFSETS,
    PAGES,
    SIZES,
    SORTS,
    TOKENS,
    WAYS,
    Listing,
    plain,
)
from clausegen.suggest.pagination import shown
from clausegen.suggest.suggestion import Suggestion
from clausegen.words import naming

STARTS = {"since": "ge", "after": "gt", "from": "ge", "min": "ge", "start": "ge"}
ENDS = {"until": "le", "before": "lt", "to": "le", "max": "le", "end": "le"}
COMPARING = {"gte": "ge", "gt": "gt", "lte": "le", "lt": "lt", "ne": "ne", "not": "ne", "in": "in"}


def propose(api: Api) -> Iterator[Suggestion]:
    for of in shown(api):
        for parameter, word in narrowing(of):
            attribute = word.get("attribute")
            is_same = attribute is not None and attribute.lower() == parameter.name.lower()
            yield Suggestion(
                word="filter",
                value=word,
                pointer=parameter.pointer,
                at=f"{of.operation.id} {parameter.name}",
                evidence=f"items have an attribute {attribute or 'of its name'}",
                confidence=0.95 if is_same and "operator" not in word else 0.7,
                operation=of.operation,
                parameter=parameter,
            )


def narrowing(of: Listing) -> Iterator[tuple[Parameter, dict[str, Any]]]:
    """Parameters that seem to choose items, each with its word."""
    known = of.attributes()
    used = SIZES | TOKENS | PAGES | OFFSETS | SORTS | WAYS
    for key, each in of.query.items():
        if key in used:
            continue
        if each.style == "deepObject" and (ranges := _ranges(of.api, each, known.get(key))):
            yield each, {"keys": ranges}
            continue
        found = _compared(key, known)
        if found is not None:
            is_array = each.schema is not None and of.api.resolve(each.schema).items is not None
            operator = "in" if is_array and found[1] == "eq" else found[1]
            way = {"operator": operator} if operator != "eq" else {}
            yield each, {"attribute": found[0], **way}


def _ranges(api: Api, parameter: Parameter, attribute: str | None) -> dict[str, Any]:
    """Created[gte]: the keys of an object that compare the attribute of its name."""
    keys = (each.name for each in naming.known_attributes(api, parameter.schema))
    compared = {key: COMPARING[plain(key)] for key in keys if plain(key) in COMPARING}
    ways = {key: {"attribute": attribute, "operator": how} for key, how in compared.items()}
    return ways if attribute is not None else {}


def _compared(key: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    if key in known:
        return known[key], "eq"
    if key.removesuffix("s") in known:
        return known[key.removesuffix("s")], "in"
    if key in STARTS | ENDS:
        by = next((known[each] for each in CREATED if each in known), None)
        return (by, (STARTS | ENDS)[key]) if by else None
    for part, operator in (STARTS | ENDS | COMPARING).items():
        for rest in (key.removeprefix(part), key.removesuffix(part)):
            name = next((n for n in (rest, f"{rest}at", f"{rest}time") if n in known), None)
            if rest != key and name is not None:
                return known[name], operator
    return None
