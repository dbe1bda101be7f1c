"""What is deleted is gone (hard), or stays and says so (soft)."""

from __future__ import annotations

from clausegen.clauses import Clause
from clausegen.contract import Deletion

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.lists import whole
from clausecheck.relations import object_or_none
from clausecheck.state import among
from clausecheck.world import World


def check(clause: Clause, world: World) -> None:
    deletion = clause.detail
    assert isinstance(deletion, Deletion)
    assert clause.operation is not None
    path = world.path_for(clause.operation, fresh=True)
    exchange = world.call(clause.operation, path=path)
    if not exchange.ok:
        raise NotChecked(f"{clause.operation} was needed and answered {exchange.answer}")
    if deletion.retrieve is not None:
        _read(clause, world, deletion, path)
    if deletion.mode == "hard" and deletion.list is not None:
        listed = whole(world, deletion.list, path)
        found = among(world, clause.operation, listed.items, path)
        if found is not None:
            raise ContractFailure(
                clause,
                expected="a list without what was deleted",
                observed="it is still listed",
                exchange=listed.page_of(found),
            )


def _read(clause: Clause, world: World, deletion: Deletion, path: dict[str, str]) -> None:
    assert deletion.retrieve is not None
    exchange = world.call(deletion.retrieve, path=path)
    if deletion.mode == "hard":
        if exchange.status != 404:  # noqa: PLR2004 - nothing is found
            raise ContractFailure(clause, expected="404 after deletion", exchange=exchange)
        return
    found = object_or_none(exchange) or {}
    if not exchange.ok or found.get(str(deletion.flag)) is not True:
        expected = f"200 with {deletion.flag} true after deletion"
        raise ContractFailure(clause, expected=expected, exchange=exchange)
