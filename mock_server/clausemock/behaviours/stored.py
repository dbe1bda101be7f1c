"""stored: what a payload holds is what the record holds from then on."""

from __future__ import annotations

from clausegen.model import Api

from clausemock.store import Record


class Stored:
    def __init__(self, _: Api, *, on: bool = True) -> None:
        self._on = on

    def kept(self, changes: Record) -> Record:
        """What of the changes is written."""
        return changes if self._on else {}


BEHAVIOUR = Stored
