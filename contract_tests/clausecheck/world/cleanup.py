"""Remembers what a run created, and removes it at the end."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from clausegen.model import Operation

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.exchange import Exchange
from clausecheck.world.relations import Relations, object_or_none

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
        self._values: set[str] = set()
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
        if operation.method == "post":
            deleting = self._relations.item(operation, "delete")
            given = self._relations.given(exchange)
            self._values.update(given.values())
            path = {**exchange.path, **given}
            if deleting is not None and _leads_to(path, deleting):
                self._made.append(Made(deleting, path, exchange.actor))
            else:
                self._unnamed += 1
        elif operation.method == "delete":
            gone = dict(exchange.path)
            self._made = [each for each in self._made if dict(each.path) != gone]

    def is_ours(self, path: Mapping[str, str]) -> bool:
        """Path values lead to something that this run created, or lies in it."""
        return not self._values.isdisjoint(path.values())

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
        deletion = made.deleting.words.deletion
        flag = deletion.flag if deletion is not None else None
        return found is not None and "id" in found and not (flag and found.get(flag) is True)


def _leads_to(path: Mapping[str, str], operation: Operation) -> bool:
    return all(each.name in path for each in operation.parameters_in("path"))
