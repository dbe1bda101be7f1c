"""states: a value is followed by what may follow it."""

from __future__ import annotations

from typing import Any

from clausegen.model import Api
from clausegen.words.states import States as Word

from clausemock.behaviours.hooks import Refused
from clausemock.store import Record


class States:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        self._words = {
            name: tuple(
                (each.name, word)
                for each in api.attributes(schema)
                if (word := each.schema.words.get(Word)) is not None
            )
            for name, schema in api.schemas.items()
        }

    def write(self, resource: str | None, before: Record | None, after: Record, call: Any) -> None:
        """Refuses what may not follow. Who says nothing gets the first state, or stays in his."""
        sent = call.body if isinstance(call.body, dict) else {}
        for name, word in self._words.get(resource or "", ()):
            if name not in sent and call.operation.id not in word.actions:
                after[name] = before.get(name) if before is not None else word.states[0].name
            if before is None or after.get(name) == before.get(name) or not self._on:
                continue
            state = word.of(before.get(name))
            moves = [each for each in state.moves if each.to == after[name]] if state else []
            if not any(each.by in {None, call.operation.id} for each in moves):
                raise Refused((409, 422, 400), f"{name} is {before.get(name)}.")

    def acts(self, resource: str | None, record: Record, call: Any) -> Record:
        """What the operation changes of a record, whether or not it may."""
        for name, word in self._words.get(resource or "", ()):
            here = word.of(record.get(name))
            for state in (*([here] if here else []), *word.states):
                for move in state.moves:
                    if move.by == call.operation.id:
                        return {name: move.to}
        return {}


BEHAVIOUR = States
