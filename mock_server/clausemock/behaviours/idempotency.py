"""idempotency: what came under the same key before is answered as it was."""

from __future__ import annotations

from typing import Any

from clausegen.model import Api
from clausegen.words.idempotency import Idempotency as Word

from clausemock.behaviours.hooks import Refused


class Idempotency:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._words = {
            each.id: word
            for each in (api.operations if on else ())
            if (word := each.words.get(Word)) is not None
        }

    def known_as(self, call: Any) -> str | None:
        """Operation, caller, place and key."""
        word = self._words.get(call.operation.id)
        key = call.headers.get(word.header.lower()) if word is not None else None
        return f"{call.operation.id} {call.actor} {call.path} {key}" if key is not None else None

    def differs(self, call: Any) -> None:
        """Where nothing is said of it, the first answer is given to any payload."""
        if self._words[call.operation.id].reuse == "refused":
            raise Refused((422, 409, 400), "This key came with another payload.")


BEHAVIOUR = Idempotency
