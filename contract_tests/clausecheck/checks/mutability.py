"""An immutable attribute keeps the value of its creation, whatever later writes say."""

from __future__ import annotations

from clausegen.model import UNSET
from clausegen.words.clause import Clause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.state import current
from clausecheck.world.world import Prepared, World


def check(clause: Clause, world: World) -> None:
    assert clause.schema is not None
    assert clause.attribute is not None
    writers = world.relations.writers(clause.schema, clause.attribute)
    creator = world.relations.maker(clause.schema, clause.attribute)
    changing = [each.id for each in writers if each.method in {"put", "patch"}]
    if creator is None or not changing:
        raise NotChecked(f"no operation could change {clause.attribute}")
    for operation in changing:
        world.require(operation)
        value = world.bodies.acceptable(creator.id, clause.attribute, {})[0]
        for given in (value, UNSET):  # created with a value, and without one
            _keeps(clause, world, operation, world.create(creator.id, {clause.attribute: given}))


def _keeps(clause: Clause, world: World, operation: str, made: Prepared) -> None:
    """Another value, null and no value at all are ignored or refused."""
    assert clause.attribute is not None
    before, _ = current(world, made.operation, made.path)
    other = world.bodies.acceptable(made.operation, clause.attribute, before)[0]
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
