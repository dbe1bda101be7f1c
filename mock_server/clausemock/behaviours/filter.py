"""filter: a list holds only the items whose attribute equals the parameter's value."""

from __future__ import annotations

from collections.abc import Mapping
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
                if (word := parameter.words.get(Word)) is not None
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


BEHAVIOUR = Filter
