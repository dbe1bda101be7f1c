"""An actor without a scope that an operation asks for is refused."""

from __future__ import annotations

from clausegen.words.actors import ActorsClause

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.world.world import World

REFUSED = range(400, 500)
BUSY = 429


def check(clause: ActorsClause, world: World) -> None:
    operation = clause.operation
    actor = world.api.actor(clause.actor)
    world.require(operation)
    fresh = operation.method in {"post", "delete"}
    path, body = world.request_for(operation, fresh=fresh)
    exchange = world.call(operation, actor=actor, path=path, body=body)
    if exchange.status == BUSY:
        raise NotChecked(f"{operation.id} was needed and answered {exchange.answer}")
    if exchange.status not in REFUSED:
        raise ContractFailure(clause, expected=f"{actor.name} is refused", exchange=exchange)
