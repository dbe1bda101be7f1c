"""filter: a list holds only the items whose attribute fits the parameter's value."""

from __future__ import annotations

import operator as operators
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from clausegen.model import Api
from clausegen.words.filter import Filter as Word

from clausemock.store import Query


class Filter:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._attributes = {
            operation.id: {
                parameter.name: word.attribute
                for parameter in operation.parameters
                if (word := parameter.words.get(Word)) is not None and word.operator == "eq"
            }
            for operation in (api.operations if on else ())
        }

    def apply(self, operation: str, query: Query, arguments: Mapping[str, Any]) -> Query:
        """The query with a condition for each filter among the arguments."""
        attributes = self._attributes.get(operation, {})
        wanted = {
            attribute: arguments[parameter]
            for parameter, attribute in attributes.items()
            if parameter in arguments
        }
        return query.having(**wanted)


def keeps(operator: str, found: Any, value: Any, *, ignores_case: bool) -> bool:
    """Whether a record with this value is listed; null fits nothing but `ne`."""
    if operator == "in":
        return any(keeps("eq", found, each, ignores_case=ignores_case) for each in value)
    if ignores_case and isinstance(found, str) and isinstance(value, str):
        found, value = found.lower(), value.lower()
    if found is None:
        return operator == "ne"
    if operator in {"contains", "prefix"}:
        text = str(found)
        return str(value) in text if operator == "contains" else text.startswith(str(value))
    try:
        return bool(_OPERATORS[operator](_ordered(found), _ordered(value)))
    except TypeError:
        return False


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    name: getattr(operators, name) for name in ("eq", "ne", "gt", "ge", "lt", "le")
}


def _ordered(value: Any) -> Any:
    """A time as the moment that it names, whatever its zone and fraction."""
    if not isinstance(value, str):
        return value
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()


BEHAVIOUR = Filter
