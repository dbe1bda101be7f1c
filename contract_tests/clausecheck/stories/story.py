"""A story of any document: what has happened so far, and what the words promise of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from typing import Any

from clausegen.model import UNSET, Operation
from clausegen.words.actors import actors_of, lacking

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

    def __init__(
        self, world: World, promises: Promises, known: Container[str], careless: set[str]
    ) -> None:
        self.world = world
        self.promises = promises
        self.teller = Teller(world, known)
        self.model = Model()
        self.cast: Cast = ()
        self.deletions: list[Record] = []
        """In their order: what vanishes with another one is the fault of the last."""
        self.returned: list[Record] = []
        """What was deleted and is listed all the same: it is removed again."""
        self._made: list[Record] = []
        self._careless = careless
        """Actors whose things could not be removed: they make no more, in no story."""

    def add(self, record: Record) -> None:
        """What was made, or was there and is given once more."""
        self.model.add(record)
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

    def caller(self, which: int, *operations: Operation | None) -> str | None:
        """The owner (None), or now and then somebody whom the document refuses none of these."""
        asked = [each for each in operations if each is not None]
        refused = {each.cause.actor for each in self.promises.refusals(*asked)}
        for each in actors_of(self.world.document):
            refused |= {each.name} if any(lacking(it, each) for it in asked) else set()
        refused |= {self.world.target.owner.name, *self._careless}
        others = [each for each in self.world.target.actors if each not in refused]
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
        for each in reversed(self._made):
            is_there = not each.is_deleted or each in self.returned
            if each.of.deleting is not None and is_there:
                path = carried(each.path, each.of.item, each.of.deleting.path)
                with suppress(NotChecked):
                    done = self.world.call(each.of.deleting, path=path, actor=each.actor)
                    if each.actor is not None and not done.ok:
                        self._careless.add(each.actor)
                        self.world.call(each.of.deleting, path=path)
