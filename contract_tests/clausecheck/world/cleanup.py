"""Remembers what a run created, and removes it at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from clausegen.model import Operation
from clausegen.words.deletion import Deletion

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.exchange import Exchange
from clausecheck.world.relations import Relations, carried, object_or_none

GONE = {404, 410}
REFUSED = {400, 403, 409}
"""Lawful answers to a deletion that comes too late, but also to one that is not permitted."""


class Made(msgspec.Struct, frozen=True):
    """A resource that the run created, by whom, and how it is removed."""

    deleting: Operation
    path: Mapping[str, str]
    actor: Actor


class Cleanup:
    """What is still to be removed. Sees every exchange, whoever sent it."""

    def __init__(self, api: Client, relations: Relations) -> None:
        self._api = api
        self._relations = relations
        self._made: list[Made] = []
        self._answered = 0
        self._unnamed = 0
        api.observers.append(self.observe)

    @property
    def is_unsure(self) -> bool:
        """A request that creates had no answer, or one that does not name what it created."""
        return self._unnamed > 0 or self._api.creating != self._answered

    def observe(self, exchange: Exchange) -> None:
        if exchange.method == "POST" and exchange.status:
            self._answered += 1
        if not exchange.ok or not exchange.operation:
            return
        operation = self._api.document.operation(exchange.operation)
        if operation.method == "delete":
            gone = dict(exchange.path)
            self._made = [each for each in self._made if dict(each.path) != gone]
        elif operation.method == "post" or self._api.ledger.tells_creation(exchange):
            made = tuple(self._removable(exchange))
            self._made += made
            self._unnamed += not made

    def _removable(self, exchange: Exchange) -> Iterator[Made]:
        ledger = self._api.ledger
        for maker in ledger.makers.get(exchange.operation, ()):
            values = ledger.made(maker, exchange) if ledger.tells_creation(exchange) else None
            deleting = self._relations.on_path(maker.item, "delete")
            if values is not None and deleting is not None:
                path = carried(values, maker.item, deleting.path)
                yield Made(deleting, path, exchange.actor)

    def run(self) -> list[str]:
        """Removes everything, newest first. Returns what could not be removed."""
        if self._made:
            self._api.health.forgive()
        left = []
        while self._made:
            each = self._made.pop()
            why = self._remove(each)
            if why is not None:
                left.append(f"{each.deleting.id} {' '.join(each.path.values())}: {why}")
        return left

    def _remove(self, made: Made) -> str | None:
        """Why it could not be removed; None if it is gone."""
        try:
            exchange = self._api.call(made.deleting.id, actor=made.actor, path=made.path)
            if exchange.status in REFUSED and not self._is_there(made):
                return None
        except NotChecked as reason:
            return reason.reason
        return None if exchange.ok or exchange.status in GONE else exchange.answer

    def _is_there(self, made: Made) -> bool:
        """It can still be read, and does not say that it is deleted."""
        reading = self._relations.item(made.deleting, "get")
        if reading is None:
            return False  # a part, which goes with what holds it
        found = object_or_none(self._api.call(reading.id, actor=made.actor, path=made.path))
        deletion = made.deleting.words.get(Deletion)
        flag = deletion.flag if deletion is not None else None
        return found is not None and "id" in found and not (flag and found.get(flag) is True)
