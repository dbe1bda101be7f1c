"""What happened in a story, call by call, and how a difference is told."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from clausegen.model import UNSET
from clausegen.words.clause import Clause

from clausecheck.failures import ContractFailure, shown
from clausecheck.http.actors import Actor
from clausecheck.http.client import Asked
from clausecheck.http.exchange import Exchange
from clausecheck.http.payload import payload_of
from clausecheck.stories.telling import Ended
from clausecheck.world.lists import Walk, whole
from clausecheck.world.world import World

LONG = 40
"""Pages of a list that is not read again and again, for the sake of what a story made."""


class Teller:
    """`known` holds ids of clauses that are known to be broken: a story ends where it meets one."""

    def __init__(self, world: World, known: Container[str] = ()) -> None:
        self.world = world
        self.calls: list[str] = []
        self.names = {value: f"<{name}>" for name, value in world.target.owner.own.items()}
        """Value -> how the calls are told to have it, instead of an id."""
        self._known = known
        self._lists: dict[str, Walk] = {}
        """As they were after so many writes."""
        self._written = 0

    def call(
        self,
        operation: Asked,
        path: Mapping[str, str] | None = None,
        body: Any = UNSET,
        *,
        actor: str | Actor | None = None,
    ) -> Exchange:
        """Without `actor`, the owner. See `Client.call`."""
        exchange = self.world.call(operation, path=path, body=body, actor=actor)
        self.hear(exchange)
        return exchange

    def all(
        self,
        operation: Asked,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        *,
        actor: str | Actor | None = None,
    ) -> Walk:
        """Every item of a list, read again after each write.

        Raises NotChecked if it cannot be read to the end, or is long.
        """
        if self._written != self.world.api.written:
            self.look_again()
        key = repr((str(operation), path, query, actor))
        if key in self._lists:
            return self._lists[key]
        found = self._lists[key] = whole(
            self.world, operation, path or {}, query, actor=actor, pages=LONG
        )
        asked = "".join(f"?{name}={shown(value)}" for name, value in (query or {}).items())
        told = f"{len(found.items)} items on all its pages"
        self._note(found.pages[0], f"{asked} -> {told}")
        return found

    def look_again(self) -> None:
        """What was read before counts no more."""
        self._lists.clear()
        self._written = self.world.api.written

    def hear(self, exchange: Exchange) -> None:
        """A call that somebody else has sent for the story."""
        sent = payload_of(exchange) if exchange.sent else UNSET
        payload = "" if sent is UNSET else f" {shown(sent)}"
        self._note(exchange, f"{payload} -> {exchange.status or 'no answer'}")

    def breaks(
        self,
        clause: Clause | str,
        expected: str,
        observed: str | None = None,
        *,
        seen: Exchange,
    ) -> None:
        """The API did not do what the model did."""
        broken = self.world.clause(clause) if isinstance(clause, str) else clause
        if broken.id in self._known or broken.waived:
            raise Ended
        raise ContractFailure(
            broken,
            expected=expected,
            observed=observed,
            exchange=seen,
            detail=f"after these calls\n{self._told()}",
        )

    def must(self, exchange: Exchange, *statuses: int, clause: str) -> None:
        """The call had to be answered with one of these statuses."""
        if exchange.status not in statuses:
            wanted = " or ".join(map(str, statuses))
            self.breaks(clause, wanted, seen=exchange)

    def _note(self, exchange: Exchange, came: str) -> None:
        where = unquote(urlsplit(exchange.url).path)
        self.calls.append(f"{exchange.actor.name}: {exchange.method} {where}{came}")

    def _told(self) -> str:
        """The calls, numbered, with names in place of ids."""
        lines = self.calls
        for value in sorted(self.names, key=len, reverse=True):
            lines = [each.replace(value, self.names[value]) for each in lines]
        return "\n".join(f"    {n}. {each}" for n, each in enumerate(lines, 1))
