"""Something that a run left behind, and its removal."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from clausegen.model import Operation

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.world.evidence import fingerprints, is_another
from clausecheck.world.world import World

GONE = {404, 410}
MARK = re.compile(r"clausecheck-[0-9a-f]{6}(gw\d+)?[ -]")
"""How names of a run start. Somebody's own "clausecheck-demo" is none of them."""
ANOTHERS = "perhaps somebody else's by now"


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

    def remove(self) -> str | None:
        """None when it was there and is gone, else why it is not."""
        if self.deleting is None or self.doubt is not None:
            return self.doubt
        self.world.api.ledger.own(self.deleting.path, self.path)
        try:
            if (why := self._instead(self.deleting)) is not None:
                return why or None
            exchange = self.world.call(self.deleting, actor=self.actor, path=self.path)
        except NotChecked as reason:
            return reason.reason
        return None if exchange.ok else f"not removed, {exchange.answer}"

    def _instead(self, deleting: Operation) -> str | None:
        """Empty if it went with what was removed before it, or why what is there now stays."""
        reading = self.world.relations.item(deleting, "get")
        if reading is None:
            return None
        found = self.world.call(reading, actor=self.actor, path=self.path)
        if found.status in GONE:
            return ""
        now = fingerprints(found.json)
        is_marked = MARK.search(found.text) is not None
        return (
            ANOTHERS if is_another(self.seen, now, self.path.values()) and not is_marked else None
        )
