"""Headers that words ask of every request: the state that a change is meant for, a new key."""

from __future__ import annotations

from collections.abc import Mapping

from clausegen.model import Operation
from clausegen.words.idempotency import Idempotency
from clausegen.words.precondition import precondition_of

from clausecheck.http.actors import Actor
from clausecheck.world.workshop import Workshop

WHATEVER = "*"
"""Whatever is there, if anything is."""


class Conditions:
    """Gives them for one world."""

    def __init__(self, world: Workshop) -> None:
        self._world = world

    def headers(
        self, operation: Operation, actor: Actor, path: Mapping[str, str]
    ) -> Mapping[str, str]:
        """For an ordinary request of an operation."""
        found = {}
        if precondition_of(operation).if_match == "required":
            found["If-Match"] = self._now(operation, actor, path)
        key = operation.words.get(Idempotency)
        if key is not None and _is_needed(operation, key.header):
            found[key.header] = self._world.names.uuid()
        return found

    def _now(self, operation: Operation, actor: Actor, path: Mapping[str, str]) -> str:
        reading = self._world.relations.item(operation, "get")
        if reading is None:
            return WHATEVER
        seen = self._world.api.call(reading, actor=actor, path=path)
        return seen.headers.get("etag", WHATEVER)


def _is_needed(operation: Operation, header: str) -> bool:
    known = operation.parameters_in("header")
    return any(each.required and each.name.lower() == header.lower() for each in known)
