"""Writes do not change a read-only attribute: a value that is sent is ignored or refused."""

from __future__ import annotations

from typing import Any

from clausegen.model import Operation, Schema
from clausegen.words.read_only import ReadOnlyClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.relations import object_or_none
from clausecheck.world.samples import is_nested
from clausecheck.world.state import current
from clausecheck.world.world import World

LONG_AGO = ("2001-02-03T04:05:06.789Z", "2002-03-04T05:06:07.891Z")


def check(clause: ReadOnlyClause, world: World) -> None:
    writers = [
        each
        for each in world.relations.writers(clause.resource)
        if clause.attribute not in {known.name for known in world.bodies.attributes(each)}
    ]
    seen = [_is_kept(clause, world, each) for each in writers]
    if not any(seen):
        raise NotChecked(f"{clause.attribute} never came back after a write")


def _is_kept(clause: ReadOnlyClause, world: World, operation: Operation) -> bool:
    """Whether the attribute could be seen. Others may change it too, so one coincidence is fine."""
    world.require(operation)
    answered, stored = [], []
    for turn in (0, 1):
        sent = _other(world, clause.schema, turn)
        path, body = world.request_for(operation)
        exchange = world.call(operation, path=path, body=body | {clause.attribute: sent})
        if 400 <= exchange.status < 500:  # noqa: PLR2004 - refused
            return True
        if not exchange.ok:
            expected = f"{clause.attribute} is ignored, or refused with 400"
            raise ContractFailure(clause, expected=expected, exchange=exchange)
        answer = object_or_none(exchange) or {}
        answered.append(_same(answer.get(clause.attribute), sent))
        try:
            now, _ = current(world, operation, {**path, **world.given(exchange)}, answer or None)
        except NotChecked:
            if not answered[-1]:
                raise
            now = {}  # an id that was changed leads nowhere
        stored.append(_same(now.get(clause.attribute), sent))
        if not (all(answered) or all(stored)):
            return clause.attribute in answer or clause.attribute in now
    raise ContractFailure(
        clause,
        expected=f"{clause.attribute} stays as it is",
        observed=f"{clause.attribute} became {shown(sent)}, as it was sent",
        exchange=exchange,
    )


def _other(world: World, schema: Schema, turn: int) -> Any:
    """A value that the attribute does not have by itself, another one each turn."""
    if is_nested(world.document, schema):
        return {"id": world.uuid(), "name": world.text()}
    parts = [part for each in world.document.parts(schema) for part in (each, *each.any_of)]
    plain = [world.document.resolve(each) for each in parts]
    types = {name for each in plain for name in each.types}
    if "boolean" in types:
        return turn == 0
    if types & {"integer", "number"}:
        return 7_654_321 + turn
    if any(each.format == "uuid" for each in plain):
        return world.uuid()
    if any(each.format == "date-time" or "T" in str(each.constraint("pattern")) for each in plain):
        return LONG_AGO[turn]
    return ["clausecheck"] if types == {"array"} else world.text()


def _same(found: Any, sent: Any) -> bool:
    if isinstance(sent, dict):
        return isinstance(found, dict) and found.get("id") == sent["id"]
    return bool(found == sent)
