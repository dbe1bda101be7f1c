"""Sends a payload with one fault in it: the answer has to be the documented refusal."""

from __future__ import annotations

from typing import Any

from clausegen.model import UNSET, Operation, relations
from clausegen.words.refusal import RefusalClause

from clausecheck.failures import ContractFailure, shown
from clausecheck.world.sameness import is_same
from clausecheck.world.state import current, settle
from clausecheck.world.world import World


def refuses(clause: RefusalClause, world: World, *values: Any) -> None:
    """The operation refuses each value of the clause's attribute; UNSET leaves it out.

    The rest of the payload is valid, and so is the request without the fault.
    """
    operation = clause.operation
    world.require(operation)
    for value in values:
        path, body = world.request_for(operation, overrides={clause.attribute: value})
        exchange = world.call(operation, path=path, body=body)
        if relations.is_of(clause.status, exchange.status):
            continue
        lets = value is None and operation.method == "patch" and exchange.ok
        if not (lets and ignores_null(world, operation, clause.attribute)):
            what = "left out" if value is UNSET else f"set to {shown(value)}"
            expected = f"{clause.status} for {clause.attribute} {what}"
            raise ContractFailure(clause, expected=expected, exchange=exchange)


def ignores_null(world: World, operation: Operation, name: str) -> bool:
    """Whether an update that sends null for an attribute leaves it as it was.

    Raises NotChecked if no other value of it can be sent.
    """
    path = world.path_for(operation, fresh=True)
    value = world.bodies.some(operation, name, settle(world, operation, path))
    for given in (value, None):
        world.call(operation, path=path, body=world.body_for(operation, {name: given}))
    found = current(world, operation, path)[0].get(name)
    return is_same(world.document, None, value, found)
