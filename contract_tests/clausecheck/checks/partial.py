"""PATCH leaves what is not sent as it was."""

from __future__ import annotations

from clausegen.words.clause import Clause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.state import current, settle
from clausecheck.world.world import World


def check(clause: Clause, world: World) -> None:
    assert clause.operation is not None
    world.require(clause.operation)
    path = world.path_for(clause.operation, fresh=True)
    before = settle(world, clause.operation, path)
    names = [each.name for each in world.bodies.attributes(clause.operation)]
    changed = False
    for name in names:
        for value in world.bodies.changes(clause.operation, name, before)[:1]:
            exchange = world.call(clause.operation, path=path, body={name: value})
            after, _ = current(world, clause.operation, path)
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
