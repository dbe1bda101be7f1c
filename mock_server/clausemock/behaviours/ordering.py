"""ordering: a list is sorted by what the value of its parameter says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Parameter
from clausegen.words.ordering import Ordering as Word
from clausegen.words.ordering import Sorting, orderings, unasked

from clausemock.store import Query


class Ordering:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        self._parameters = {
            operation.id: parameter
            for operation in api.operations
            for parameter, _ in orderings(operation)
        }

    def apply(self, operation: str, query: Query, arguments: Mapping[str, Any]) -> Query:
        """The query in the order that the arguments ask for, or the documented default."""
        parameter = self._parameters.get(operation)
        if parameter is None:
            return query
        if not self._on:  # Identifiers are random, so this order means nothing.
            return msgspec.structs.replace(query, order="id")
        sorting = _sorting(parameter, arguments.get(parameter.name))
        if sorting is None:
            return query
        return msgspec.structs.replace(query, order=sorting.by, direction=sorting.order)


def _sorting(parameter: Parameter, value: str | None) -> Sorting | None:
    word = parameter.words.get(Word)
    by_value = {each.value: each for each in word.options} if word is not None else {}
    default = parameter.schema.default if parameter.schema else ""
    return by_value.get(value or default)


def sorting_of(operation: Operation, arguments: Mapping[str, Any]) -> Sorting | None:
    """The order that a request asks for, or that holds when it asks for none."""
    given = {
        each.name: each.schema.default for each in operation.parameters_in("query") if each.schema
    }
    said = {**given, **arguments}
    asked_first = sorted(orderings(operation), key=lambda each: each[0].name not in arguments)
    for parameter, word in asked_first:
        for each in word.options:
            beside = each.beside
            fits = beside is None or said.get(beside.parameter) == beside.value
            if fits and said.get(parameter.name) == each.value:
                return each
    return unasked(operation)


BEHAVIOUR = Ordering
