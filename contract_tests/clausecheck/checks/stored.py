"""A value that is sent is accepted, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clausegen.model import relations
from clausegen.words.stored import StoredClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.narrowing import seen
from clausecheck.world.relations import object_or_none
from clausecheck.world.sameness import is_same
from clausecheck.world.state import NotListed, current, settle
from clausecheck.world.world import World

TRIES = 2  # two different values in turn: one alone may be there by accident


def check(clause: StoredClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    creates = clause.operation.method == "post"
    only_listed = creates and world.relations.item(clause.operation, "get") is None
    # Where only a list shows what was created, a new list: it is short.
    path = world.path_for(operation, fresh=not creates or only_listed)
    before = {} if creates else settle(world, operation, path, without=clause.attribute)
    values = world.bodies.acceptable(operation, clause.attribute, before)
    if not values:
        raise world.bodies.lacking(operation, clause.attribute)
    decided, refused = _try(clause, world, path, values)
    if decided and not creates:
        _takes_null(clause, world, path)
    if decided or refused is None:
        return
    known = (*values, before.get(clause.attribute))
    others = [each for each in seen(world, operation, clause.attribute) if each not in known]
    if not _try(clause, world, path, others)[0]:
        raise NotChecked(f"no made-up {clause.attribute} was accepted: {refused.answer}")


def _try(
    clause: StoredClause, world: World, path: Mapping[str, str], values: Iterable[Any]
) -> tuple[int, Exchange | None]:
    """(how many values were accepted, and then read back; the refusal of one that need not be)."""
    operation, decided, refused = clause.operation, 0, None
    for value in values:
        if decided >= max(TRIES, len(clause.schema.enum or ())):
            break
        body = world.body_for(operation, {clause.attribute: value})
        exchange = world.call(operation, path=path, body=body)
        if not exchange.ok and not world.bodies.is_promised(operation, clause.attribute, value):
            refused = exchange
            continue
        if not exchange.ok:  # it may need others beside it
            body = world.body_for(operation, {clause.attribute: value}, full=True)
            together = world.call(operation, path=path, body=body)
            exchange = together if together.ok else exchange
        decided += 1
        _is_stored(clause, world, path, value, exchange)
        if operation.method != "post":
            path = {**path, **world.given(exchange)}  # the value may be the id itself
    return decided, refused


def _takes_null(clause: StoredClause, world: World, path: Mapping[str, str]) -> None:
    """Null where it is allowed: refused, or read back like any other value."""
    if not relations.accepts_null(clause.api, clause.schema):
        return
    body = world.body_for(clause.operation, {clause.attribute: None})
    if not world.bodies.is_valid(clause.operation, body):
        return
    exchange = world.call(clause.operation, path=path, body=body)
    if exchange.ok:
        _is_stored(clause, world, path, None, exchange)


def _is_stored(
    clause: StoredClause, world: World, path: Mapping[str, str], value: Any, exchange: Exchange
) -> None:
    """The request succeeded, and whatever shows the resource shows the value."""
    if not exchange.ok:
        expected = f"{clause.attribute} {shown(value)} is accepted"
        raise ContractFailure(clause, expected=expected, exchange=exchange)
    answered = object_or_none(exchange)
    _compare(clause, value, answered, exchange)
    where = {**path, **world.given(exchange)}
    try:
        found, shown_by = current(world, clause.operation, where, answered)
    except NotListed as reason:
        expected = f"a list with {clause.attribute} {shown(value)}"
        raise ContractFailure(
            clause, expected=expected, observed=reason.reason, exchange=reason.exchange
        ) from reason
    _compare(clause, value, found, shown_by)


def _compare(clause: StoredClause, value: Any, found: Any, exchange: Exchange) -> None:
    """An empty answer to a write is fine: then reading it back decides."""
    if found is None or is_same(clause.api, clause.schema, value, found.get(clause.attribute)):
        return
    raise ContractFailure(
        clause,
        expected=f"{clause.attribute} is {shown(value)}, as it was sent",
        observed=f"{clause.attribute} is {shown(found.get(clause.attribute))}",
        exchange=exchange,
    )
