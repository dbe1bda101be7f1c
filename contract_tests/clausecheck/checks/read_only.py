"""Writes do not change a read-only attribute: a value that is sent is ignored or refused."""

from __future__ import annotations

from typing import Any

from clausegen.model import Operation
from clausegen.words.read_only import ReadOnlyClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.relations import object_or_none
from clausecheck.world.samples import branches_of, is_nested, tells_time
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
        sent = _other(world, clause, turn)
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
                _is_lost(clause, world, operation, sent, exchange)
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


def _is_lost(
    clause: ReadOnlyClause, world: World, operation: Operation, sent: Any, exchange: Exchange
) -> None:
    """Raises ContractFailure if the same without the attribute can be found afterwards."""
    # In the same place, unless what the path names is what is lost.
    path, body = world.request_for(operation, fresh=operation.method != "post")
    without = world.call(operation, path=path, body=body)
    try:
        current(world, operation, {**path, **world.given(without)}, object_or_none(without))
    except NotChecked:
        return
    raise ContractFailure(
        clause,
        expected=f"{clause.attribute} stays as it is",
        observed=f"what was sent {clause.attribute} {shown(sent)} cannot be found any more",
        exchange=exchange,
    )


def _other(world: World, clause: ReadOnlyClause, turn: int) -> Any:
    """A value that the attribute does not have by itself, another one each turn if there is."""
    schema = clause.schema
    if is_nested(world.document, schema):
        id_ = _existing(world, f"{clause.attribute}_id", turn)
        return {"id": id_ or world.uuid(), "name": world.text()}
    plain = branches_of(world.document, schema)
    types = {name for each in plain for name in each.types}
    if "boolean" in types:
        return turn == 0
    if types & {"integer", "number"}:
        return 7_654_321 + turn
    if any(each.format == "uuid" for each in plain):
        return _existing(world, clause.attribute, turn) or world.uuid()
    if tells_time(world.document, schema):
        return LONG_AGO[turn]
    return ["clausecheck"] if types == {"array"} else world.text()


def _existing(world: World, attribute: str, turn: int) -> str | None:
    """An id of the kind that the attribute names, which a server that looks it up finds."""
    owner = world.target.owner
    for name, own in owner.own.items():
        if attribute == name or attribute.endswith(f"_{name}"):
            others = [each.own[name] for each in world.target.actors.values() if name in each.own]
            known = sorted({each for each in others if each != own})
            return known[turn % len(known)] if known else None
    makers = [each for known in world.api.ledger.makers.values() for each in known]
    for each in makers:
        is_free = not each.chosen and all(above in owner.own for _, above in each.parents)
        if each.parameter == attribute and is_free and world.target.writable:
            return world.create(each.operation).path[each.parameter]
    return None


def _same(found: Any, sent: Any) -> bool:
    if isinstance(sent, dict):
        return isinstance(found, dict) and found.get("id") == sent["id"]
    return bool(found == sent)
