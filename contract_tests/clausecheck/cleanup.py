"""Remembers what a run created, and removes it at the end."""

from __future__ import annotations

from collections.abc import Mapping

from clausegen.model import Operation

from clausecheck.api import Client
from clausecheck.exchange import Exchange
from clausecheck.failures import NotChecked
from clausecheck.relations import Relations

GONE = {400, 403, 404, 409, 410}
"""Answers to a deletion that comes too late: a check removed the resource, or its parent."""


class Cleanup:
    """What is still to be removed. Sees every exchange, whoever sent it."""

    def __init__(self, api: Client, relations: Relations) -> None:
        self._api = api
        self._relations = relations
        self._made: list[tuple[Operation, Mapping[str, str]]] = []
        self._values: set[str] = set()
        api.observers.append(self.observe)

    def observe(self, exchange: Exchange) -> None:
        if not exchange.ok or not exchange.operation:
            return
        operation = self._api.document.operation(exchange.operation)
        if operation.method == "post":
            deleting = self._relations.item(operation, "delete")
            given = self._relations.given(exchange)
            self._values.update(given.values())
            path = {**exchange.path, **given}
            if deleting is not None and _leads_to(path, deleting):
                self._made.append((deleting, path))
        elif operation.method == "delete":
            gone = dict(exchange.path)
            self._made = [each for each in self._made if dict(each[1]) != gone]

    def is_ours(self, path: Mapping[str, str]) -> bool:
        """Path values lead to something that this run created, or lies in it."""
        return not self._values.isdisjoint(path.values())

    def run(self) -> list[str]:
        """Removes everything, newest first. Returns what could not be removed."""
        left = []
        while self._made:
            operation, path = self._made.pop()
            why = self._remove(operation, path)
            if why is not None:
                left.append(f"{operation.id} {' '.join(path.values())}: {why}")
        return left

    def _remove(self, operation: Operation, path: Mapping[str, str]) -> str | None:
        """Why it could not be removed; None if it is gone."""
        try:
            exchange = self._api.call(operation.id, path=path)
        except NotChecked as reason:
            return reason.reason
        return None if exchange.ok or exchange.status in GONE else exchange.answer


def _leads_to(path: Mapping[str, str], operation: Operation) -> bool:
    return all(each.name in path for each in operation.parameters_in("path"))
