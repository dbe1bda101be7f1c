"""An immutable attribute keeps the value of its creation, whatever later writes say."""

from __future__ import annotations

from clausegen.model import UNSET, Operation
from clausegen.words.mutability import MutabilityClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.prepared import Prepared
from clausecheck.world.state import current
from clausecheck.world.world import World


def check(clause: MutabilityClause, world: World) -> None:
    writers = world.relations.writers(clause.resource, clause.attribute)
    creator = world.relations.maker(clause.resource, clause.attribute)
    changing = [each for each in writers if each.method in {"put", "patch"}]
    if creator is None or not changing:
        raise NotChecked(f"no operation could change {clause.attribute}")
    for operation in changing:
        world.require(operation)
        for given in _given(clause, world, creator):
            _keeps(clause, world, operation, world.create(creator, {clause.attribute: given}))


def _given(clause: MutabilityClause, world: World, creator: Operation) -> tuple[object, ...]:
    """What the resource is created with: a value, and no value where that is allowed."""
    value = world.bodies.some(creator, clause.attribute, {})
    attributes = world.bodies.attributes(creator)
    if any(each.required for each in attributes if each.name == clause.attribute):
        return (value,)
    return (value, UNSET)


def _keeps(clause: MutabilityClause, world: World, operation: Operation, made: Prepared) -> None:
    """Another value, null and no value at all are ignored or refused."""
    before, _ = current(world, made.operation, made.path)
    other = world.bodies.some(made.operation, clause.attribute, before)
    for given in (UNSET, None, other):
        body = world.body_for(operation, {clause.attribute: given})
        exchange = world.call(operation, path=made.path, body=body)
        after, _ = current(world, made.operation, made.path)
        kept = after.get(clause.attribute) == before.get(clause.attribute)
        if kept and 200 <= exchange.status < 500:  # noqa: PLR2004 - ignored, or refused
            continue
        found = shown(after.get(clause.attribute))
        raise ContractFailure(
            clause,
            expected=f"{clause.attribute} stays {shown(before.get(clause.attribute))}",
            observed=None if kept else f"{clause.attribute} is {found}",
            exchange=exchange,
        )
