"""effect: what says that it changes nothing makes no record, whatever it looks like."""

from __future__ import annotations

from clausegen.model import Api, Operation
from clausegen.model.items import may_add


class Effect:
    def __init__(self, _: Api, *, on: bool = True) -> None:
        self._on = on

    def makes(self, operation: Operation) -> bool:
        """Whether a POST to a collection adds a record to it."""
        return not self._on or may_add(operation)


BEHAVIOUR = Effect
