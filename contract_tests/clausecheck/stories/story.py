"""A story of any document: what has happened so far, and what the words promise of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from typing import Any

from clausegen.model import UNSET, Operation

from clausecheck.failures import NotChecked
from clausecheck.http.exchange import Exchange
from clausecheck.stories.cast import Cast
from clausecheck.stories.model import Collection, Model, Record
from clausecheck.stories.promises import Promises
from clausecheck.stories.teller import Teller
from clausecheck.world.relations import carried
from clausecheck.world.world import World

OWNERS = 3
"""How often the owner acts, for once that somebody else does."""
TELLING = 6
"""Characters of an id that stands nowhere by accident."""


class Story:
    """One story about one cast, which is empty until it begins."""

    def __init__(self, world: World, promises: Promises, known: Container[str] = ()) -> None:
        self.world = world
        self.promises = promises
        self.teller = Teller(world, known)
        self.model = Model()
        self.cast: Cast = ()
        self.deletions: list[Record] = []
        """In their order: what vanishes with another one is the fault of the last."""
        self._made: list[Record] = []

    def add(self, record: Record) -> None:
        """What was made. An id that something else had before is told of this one from now on."""
        for each in self.model.deleted(record.of):
            if each.path == record.path:
                self.model.forget(each)
        self.model.records.append(record)
        self._made.append(record)
        if len(record.id) >= TELLING:
            count = sum(each.of is record.of for each in self._made)
            self.teller.names[record.id] = f"<{record.kind} {count}>"

    def on(
        self, record: Record, operation: Operation, body: Any = UNSET, actor: str | None = None
    ) -> Exchange:
        """Sends a request about a record. Without `actor`, of whoever made it."""
        path = carried(record.path, record.of.item, operation.path)
        return self.teller.call(operation, path, body, actor=actor or record.actor)

    def caller(self, operation: Operation, which: int) -> str | None:
        """The owner (None), or now and then somebody whom the document does not refuse."""
        refused = {each.cause.actor for each in self.promises.refusals(operation)}
        target = self.world.target
        others = [e for e in target.actors if e != target.owner.name and e not in refused]
        return [*[None] * OWNERS, *others][which % (OWNERS + len(others))]

    def above(self, of: Collection, which: int, actor: str | None) -> Mapping[str, str]:
        """Path values of where a new item goes: into one of the story's own things if it can."""
        path = self.world.path_for(of.creator, actor=actor)
        own = [each for each in self.model.living(*self.cast) if each.of is not of]
        holding = [each for each in own if of.item.startswith(f"{each.of.item}/")]
        if not holding:
            return path
        record = holding[which % len(holding)]
        return path | carried(record.path, record.of.item, of.creator.path)

    def tidy_up(self) -> None:
        """Removes what the story made, so that the lists of the next one are short."""
        with suppress(NotChecked):
            for each in reversed(self._made):
                if each.of.deleting is not None and not each.is_deleted:
                    path = carried(each.path, each.of.item, each.of.deleting.path)
                    self.world.call(each.of.deleting, path=path, actor=each.actor)
