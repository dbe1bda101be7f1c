"""references: a written id names an existing resource; a read one repeats the path's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from clausegen.model import Api
from clausegen.words.references import References as Word

from clausemock.store import Record

Lookup = Callable[[str, str], Record | None]
"""(operationId, id) -> what that operation would show to the caller."""


class References:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        self._words: dict[str, dict[str, Word]] = {
            name: {
                each.name: word
                for each in api.attributes(schema)
                if (word := each.schema.words.get(Word)) is not None
            }
            for name, schema in api.schemas.items()
        }

    def faults(self, schema: str, values: Mapping[str, Any], lookup: Lookup) -> dict[str, str]:
        """For each written id that names nothing usable: the attribute and what is wrong."""
        faults = {}
        for attribute, word in self._words[schema].items():
            value = values.get(attribute)
            if not self._on or word.operation is None or value is None:
                continue
            found = lookup(word.operation, value)
            if found is None:
                faults[attribute] = f"Nothing has the id {value}."
            elif any(found.get(each) is None for each in word.having):
                faults[attribute] = f"The one with the id {value} has no {word.having[0]}."
        return faults

    def name(self, schema: str, record: Record, path: Mapping[str, str]) -> None:
        """Without this behaviour the ids that should equal the path's are others, consistently."""
        if self._on:
            return
        for attribute, word in self._words[schema].items():
            if word.operation is not None or word.parameter not in path:
                continue
            right = record[attribute]
            wrong = record[attribute] = str(uuid5(NAMESPACE_URL, right))
            for key, value in record.items():
                if isinstance(value, dict) and value.get("id") == right:
                    record[key] = {**value, "id": wrong}


BEHAVIOUR = References
