"""Sends a payload with one fault in it: the answer has to be the documented refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clausegen.model import UNSET, Schema

from clausecheck.failures import ContractFailure, shown

if TYPE_CHECKING:
    from clausegen.words.clause import Clause

    from clausecheck.world.world import World


def refuses(clause: Clause, world: World, *values: Any) -> None:
    """The operation refuses each value of the clause's attribute; UNSET leaves it out.

    The rest of the payload is valid, and so is the request without the fault.
    """
    assert clause.operation is not None
    assert clause.attribute is not None
    world.require(clause.operation)
    for value in values:
        path, body = world.request_for(clause.operation, overrides={clause.attribute: value})
        exchange = world.call(clause.operation, path=path, body=body)
        if str(exchange.status) != (clause.status or "400"):
            what = "left out" if value is UNSET else f"set to {shown(value)}"
            expected = f"{clause.status or 400} for {clause.attribute} {what}"
            raise ContractFailure(clause, expected=expected, exchange=exchange)


def attribute_schema(clause: Clause, world: World) -> Schema:
    """The schema of the payload's attribute that a clause speaks of."""
    assert clause.operation is not None
    operation = world.document.operation(clause.operation)
    attributes = world.bodies.attributes(operation.id)
    schema = next(each.schema for each in attributes if each.name == clause.attribute)
    return world.document.resolve(schema)
