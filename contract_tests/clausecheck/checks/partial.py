"""PATCH leaves what is not sent as it was."""

from __future__ import annotations

from clausegen.words.partial import PartialClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.state import current, settle
from clausecheck.world.world import World


def check(clause: PartialClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    path = world.path_for(operation, fresh=True)
    before = settle(world, operation, path)
    names = [each.name for each in world.bodies.attributes(operation)]
    changed = False
    for name in names:
        for value in world.bodies.changes(operation, name, before)[:1]:
            exchange = world.call(operation, path=path, body={name: value})
            after, _ = current(world, operation, path)
            changed = changed or exchange.ok
            for other in names:
                if other != name and after.get(other) != before.get(other):
                    raise ContractFailure(
                        clause,
                        expected=f"{other} stays {shown(before.get(other))}",
                        observed=f"{other} is {shown(after.get(other))}",
                        exchange=exchange,
                    )
            before = after
    if not changed:
        raise NotChecked("no attribute is known that could be changed alone")
