"""Filters as a server applies them: with a value that some items have and others do not."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from clausegen.model import Operation, Parameter, relations
from clausegen.suggest.probe.compared import comparable
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen, Values
from clausegen.suggest.probe.server import OK
from clausegen.suggest.suggestion import Suggestion
from clausegen.words.pagination import held

FITS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "in": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}

INCLUSIVE = {"lt": "le", "gt": "ge"}


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    operation, parameter = suggestion.operation, suggestion.parameter
    found = seen.listed(operation) if operation is not None else None
    if operation is None or parameter is None or found is None:
        return None
    path, whole = found
    items = seen.items(operation, whole)
    showed = []
    for name, word in _parts(parameter, suggestion.value):
        told = _one(seen, operation, path, items, (name, word))
        if told is not None and not told.holds:
            return _inclusive(seen, operation, path, items, (name, word)) or told
        showed += [told.showed] if told is not None else []
    return Finding(holds=True, showed="; ".join(showed)) if showed else None


def _inclusive(
    seen: Seen, operation: Operation, path: Values, items: list[Any], part: tuple[str, Any]
) -> Finding | None:
    """What begins or ends before a value may also begin or end with it."""
    name, word = part
    if "operator" not in word or word["operator"] not in INCLUSIVE or "[" in name:
        return None
    wide = {**word, "operator": INCLUSIVE[word["operator"]]}
    told = _one(seen, operation, path, items, (name, wide))
    if told is None or not told.holds:
        return None
    return Finding(holds=True, showed=told.showed, value=wide)


def _parts(parameter: Parameter, value: Any) -> Iterator[tuple[str, Any]]:
    """(how it is asked for, attribute and operator)."""
    if "keys" not in value:
        yield parameter.name, value
    for key, word in value.get("keys", {}).items():
        yield f"{parameter.name}[{key}]", word


def _one(
    seen: Seen, operation: Operation, path: Values, items: list[Any], part: tuple[str, Any]
) -> Finding | None:
    name, word = part
    attribute, how = word["attribute"], word.get("operator", "eq")
    known = [held(each, attribute) for each in items]
    value = _choosing(known, FITS[how])
    if value is None or not _may_be(seen, operation, name, value):
        return None
    answer = seen.get(operation, path, {name: _text(value)})
    if answer is None or answer.status != OK:
        return None
    shown = [held(each, attribute) for each in seen.items(operation, answer)]
    for each in shown:
        if not _fits(FITS[how], each, value):
            return Finding(holds=False, showed=f"{answer.asked} shows {attribute} {each}")
    if not shown and value not in known:
        return None
    if not shown:
        return Finding(holds=False, showed=f"{answer.asked} shows nothing, though there is some")
    return Finding(holds=True, showed=f"{answer.asked} shows {len(shown)} of that {attribute}")


def _choosing(known: list[Any], fits: Callable[[Any, Any], bool]) -> Any:
    """A value that some items fit and some do not; of flags the one that none shown has."""
    for value in known:
        if isinstance(value, bool | int | float | str) and value != "":
            told = [_fits(fits, each, value) for each in known]
            if any(told) and not all(told):
                return value
    flags = {each for each in known if isinstance(each, bool)}
    return not flags.pop() if len(flags) == 1 else None


def _fits(fits: Callable[[Any, Any], bool], given: Any, value: Any) -> bool:
    """Of a list of values, one is enough."""
    if isinstance(given, list):
        return any(_fits(fits, each, value) for each in given)
    told = comparable([given, value])
    return told is not None and len(told[0]) == 2 and fits(*told[0])  # noqa: PLR2004 - a pair


def _may_be(seen: Seen, operation: Operation, name: str, value: Any) -> bool:
    """A value that the parameter takes."""
    own = name.partition("[")[0]
    for each in operation.parameters_in("query"):
        facets = relations.facets(seen.api, each.schema) if each.schema is not None else ()
        if each.name == own and any(f.enum and value not in f.enum for f in facets):
            return False
    return True


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
