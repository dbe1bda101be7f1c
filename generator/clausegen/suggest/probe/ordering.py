"""Orders as a server shows them when it is asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import Operation
from clausegen.suggest.probe.compared import comparable
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen, Values
from clausegen.suggest.probe.server import OK
from clausegen.suggest.suggestion import Suggestion
from clausegen.words.pagination import held

ENOUGH = 4
"""Different values that hardly stand in order by chance (one in 24); else both ways round."""
WAYS = ("ascending", "descending")


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    operation, parameter = suggestion.operation, suggestion.parameter
    found = seen.listed(operation) if operation is not None else None
    if operation is None or parameter is None or found is None:
        return None
    right: dict[str, int] = {}
    for by, order, query in _asked(parameter.name, suggestion.value):
        values = _values(seen, operation, found[0], query, by)
        told = comparable(values) if values is not None else None
        if told is None or len({*map(str, told[0])}) < 2:  # noqa: PLR2004 - one has no order
            continue
        keys, is_sure = told
        if keys == sorted(keys, reverse=order == "descending"):
            right[order] = max(right.get(order, 0), len({*map(str, keys)}))
        elif is_sure:
            asked = "&".join(f"{key}={value}" for key, value in query.items())
            return Finding(holds=False, showed=f"with {asked}, {by} is not {order}")
    if len(right) == len(WAYS) or max(right.values(), default=0) >= ENOUGH:
        ways = " and ".join(right)
        return Finding(holds=True, showed=f"with {parameter.name} the items stand {ways}")
    return None


def _asked(name: str, value: Any) -> Iterator[tuple[str, str, Values]]:
    """(attribute, order, query) of each way that an attribute shows."""
    for told, how in value.items():
        if how is None or not isinstance(how.get("by"), str):
            continue
        order = how["order"]
        if isinstance(order, str):
            yield how["by"], order, {name: told}
            continue
        for each in WAYS:
            yield how["by"], each, {name: told, order["parameter"]: order[each]}


def _values(
    seen: Seen, operation: Operation, path: Values, query: Values, by: str
) -> list[Any] | None:
    answer = seen.get(operation, path, query)
    if answer is None or answer.status != OK:
        return None
    return [held(each, by) for each in seen.items(operation, answer)]
