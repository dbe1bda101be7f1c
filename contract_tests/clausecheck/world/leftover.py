"""Something that a run left behind, and its removal."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from clausegen.model import Operation
from clausegen.model.items import names_in

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.ledger import UNIQUE
from clausecheck.world.evidence import is_same
from clausecheck.world.sight import ANOTHERS, Sight, sight
from clausecheck.world.world import World

MARK = re.compile(r"clausecheck-[0-9a-f]{6}(gw\d+)?[ -]")
"""How names of a run start. Somebody's own "clausecheck-demo" is none of them."""


class Removal(msgspec.Struct, frozen=True):
    """What became of something. Without a reason it is gone, whoever removed it."""

    removed: bool = False
    why: str | None = None
    """Why it stays."""


class Leftover(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that some run created."""

    world: World
    actor: Actor
    place: str
    """Path of what removes it, or of what made it."""
    path: Mapping[str, str]
    name: str
    deleting: Operation | None = None
    """None for what nothing is known to remove; then there is a `doubt`."""
    doubt: str | None = None
    """Why it is only told of, and stays."""
    seen: Mapping[str, str] = {}
    """What it showed when it was found: attribute and fingerprint."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.deleting.id if self.deleting else self.name, *sorted(self.path.values()))

    @property
    def address(self) -> str:
        path = self.place
        for name, value in self.path.items():
            path = path.replace(f"{{{name}}}", value)
        return path

    def __str__(self) -> str:
        return f"{self.address}  {self.name}"

    def remove(self) -> Removal:
        """Looks at it again: something removed before may have taken it along."""
        if self.deleting is None or self.doubt is not None:
            return Removal(why=self.doubt)
        self.world.api.ledger.own(self.deleting.path, self.path)
        try:
            seen = sight(self.world, self.deleting, self.path, self.actor)
            if seen.is_gone or seen.is_unlisted:
                return Removal()
            if not self._is_it(self.deleting, seen):
                return Removal(why=ANOTHERS)
            exchange = self.world.call(self.deleting, actor=self.actor, path=self.path)
            is_there = exchange.ok and self._is_as(seen, self.deleting)
        except NotChecked as reason:
            return Removal(why=reason.reason)
        if exchange.ok and not is_there:
            return Removal(removed=True)
        doubt = ", and it is there as before" if is_there else ""
        return Removal(why=f"not removed, {exchange.answer}{doubt}")

    def _is_as(self, before: Sight, deleting: Operation) -> bool:
        """Itself is there as it was: lists may show what is gone."""
        if self.world.relations.item(deleting, "get") is None:
            return False
        return sight(self.world, deleting, self.path, self.actor) == before

    def _is_it(self, deleting: Operation, seen: Sight) -> bool:
        """A number, or a name, may be somebody else's by now."""
        last = self.path[names_in(deleting.path)[-1]]
        is_unique = UNIQUE.fullmatch(last) or MARK.match(last)
        is_marked = is_unique or MARK.search(seen.text)
        return bool(is_marked) or is_same(self.seen, seen.shown or {}, self.path.values())
