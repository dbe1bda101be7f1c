"""deletion: what is deleted softly stays and is flagged; what is deleted hard is gone."""

from __future__ import annotations

from clausegen.model import Api
from clausegen.words.deletion import Deletion as Word

from clausemock.store import Record, Store


class Deletion:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        self._words = {
            operation.id: word
            for operation in api.operations
            if (word := operation.words.get(Word)) is not None
        }

    def delete(self, operation: str, store: Store, table: str, record: Record) -> None:
        word = self._words[operation]
        if not self._on:
            return
        if word.flag is not None:
            store.put(table, {**record, word.flag: True})
        else:
            store.remove(table, id=record["id"])


BEHAVIOUR = Deletion
