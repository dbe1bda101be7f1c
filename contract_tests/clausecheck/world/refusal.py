"""Sends a payload with one fault in it: the answer has to be the documented refusal."""

from __future__ import annotations

from typing import Any

from clausegen.model import UNSET, relations
from clausegen.words.refusal import RefusalClause

from clausecheck.failures import ContractFailure, shown
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
        if not relations.is_of(clause.status, exchange.status):
            what = "left out" if value is UNSET else f"set to {shown(value)}"
            expected = f"{clause.status} for {clause.attribute} {what}"
            raise ContractFailure(clause, expected=expected, exchange=exchange)
