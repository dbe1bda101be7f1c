"""What was made for a check may be gone before the check is done: it expired, or others took it."""

from __future__ import annotations

from collections.abc import Callable

from clausegen.model.items import names_in

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.exchange import Exchange
from clausecheck.world.evidence import GONE
from clausecheck.world.world import World


def once_more(world: World, check: Callable[[], None]) -> None:
    """A check that broke on something that is gone is made again, once: with a new one.

    What is gone at once again is no chance, and breaks the clause.
    """
    try:
        check()
    except ContractFailure as failure:
        if failure.exchange is None or not _is_lost(world, failure.exchange):
            raise
        world.forget(failure.exchange)
        check()


def _is_lost(world: World, exchange: Exchange) -> bool:
    """Asked for, and made by this run; itself says that it is not there, either."""
    operation = exchange.operation
    if operation is None or exchange.status not in GONE or not names_in(operation.path):
        return False
    item = f"{operation.path.rpartition('}')[0]}}}"
    reading = world.relations.on_path(item, "get")
    if reading is None or not world.api.ledger.owns(item, exchange.path):
        return False
    try:
        return world.call(reading, actor=exchange.actor, path=exchange.path).status in GONE
    except NotChecked:
        return False
