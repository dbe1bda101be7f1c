"""actors: whoever lacks a scope that an operation asks for is refused."""

from __future__ import annotations

from typing import Any

from clausegen.model import Api
from clausegen.words.actors import actors_of, lacking

from clausemock.behaviours.hooks import Refused


class Actors:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._closed = {
            (operation.id, each.name): ", ".join(sorted(lacks))
            for each in (actors_of(api) if on else ())
            for operation in api.operations
            if (lacks := lacking(operation, each))
        }

    def admit(self, call: Any) -> None:
        """Before anything else is looked at."""
        lacks = self._closed.get((call.operation.id, call.actor))
        if lacks is not None:
            raise Refused((403, 404), f"{call.actor} lacks {lacks}.")


BEHAVIOUR = Actors
