"""A request that is sent twice under one key makes one thing; a key is for one payload."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.model import UNSET
from clausegen.words.idempotency import IdempotencyClause

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.exchange import Exchange
from clausecheck.world.lists import Item, identity, whole
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World

BUSY, UNDER_WAY = 429, 409
PAUSE = 1.0
"""Seconds after which what an answer called under way should be done."""
Fault = tuple[str, str, Exchange] | None
"""(what was expected, what was seen, where); None without one."""


def check(clause: IdempotencyClause, world: World) -> None:
    world.require(clause.operation)
    if clause.kind == "reuse":
        _reuse(clause, world)
        return
    fault = _once(clause, world) and _once(clause, world)  # somebody else may have made the other
    if fault is not None:
        expected, observed, exchange = fault
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


def _once(clause: IdempotencyClause, world: World) -> Fault:
    operation = clause.operation
    path, body = world.request_for(operation)
    known = {identity(each) for each in _listed(clause, world, path) or ()}
    request: dict[str, Any] = {"path": path, "body": body, "headers": _key(clause, world)}
    first = _sent(clause, world, request)
    again = world.call(operation, **request)
    if again.status == UNDER_WAY:
        time.sleep(PAUSE)
        again = world.call(operation, **request)
    if again.status in {UNDER_WAY, BUSY}:
        raise NotChecked(f"{operation} was needed again and answered {again.answer}")
    if not again.ok:
        return "the answer that the first request got", again.answer, again
    one, other = _told(world, first), _told(world, again)
    if one and other and one != other:
        return f"the {_words(one)} of the first request", _words(other), again
    items = _listed(clause, world, path)
    if items is None and not (one and other):
        raise NotChecked(f"nothing shows what {operation} makes")
    new = [each for each in items or () if identity(each) not in known and _is_of(each, body)]
    return ("one that is new", f"{len(new)} are listed", again) if len(new) > 1 else None


def _reuse(clause: IdempotencyClause, world: World) -> None:
    path, body = world.request_for(clause.operation)
    key = _key(clause, world)
    _sent(clause, world, {"path": path, "body": body, "headers": key})
    other = next(_others(clause, world, body), UNSET)
    if other is UNSET:
        raise NotChecked(f"one payload of {clause.operation} is known only")
    exchange = world.call(clause.operation, path=path, body=other, headers=key)
    if exchange.status == BUSY:
        raise NotChecked(f"{clause.operation} was needed again and answered {exchange.answer}")
    if not 400 <= exchange.status < 500:  # noqa: PLR2004 - refused
        raise ContractFailure(clause, expected="a refusal of the key", exchange=exchange)
    fresh = {"path": path, "body": other, "headers": _key(clause, world)}
    _sent(clause, world, fresh)  # or it was the payload that was refused


def _others(clause: IdempotencyClause, world: World, body: Any) -> Iterator[Any]:
    """Payloads that are as good, and another one."""
    again = world.body_for(clause.operation)
    if again != body:
        yield again
    for each in world.bodies.attributes(clause.operation) if isinstance(body, dict) else ():
        values = world.bodies.acceptable(clause.operation, each.name, body)
        yield from ({**body, each.name: value} for value in values[:1])


def _key(clause: IdempotencyClause, world: World) -> dict[str, str]:
    return {clause.header: world.uuid()}


def _sent(clause: IdempotencyClause, world: World, request: Mapping[str, Any]) -> Exchange:
    exchange = world.call(clause.operation, **request)
    if not exchange.ok:
        raise NotChecked(f"{clause.operation} was needed and answered {exchange.answer}")
    return exchange


def _told(world: World, exchange: Exchange) -> Mapping[str, Any]:
    """What was made, by its id."""
    found = object_or_none(exchange) or {}
    return world.given(exchange) or ({"id": found["id"]} if "id" in found else {})


def _words(told: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in told.items())


def _listed(clause: IdempotencyClause, world: World, path: Mapping[str, str]) -> list[Item] | None:
    """None where nothing lists them to the end."""
    listing = world.relations.collection(clause.operation)
    try:
        return list(whole(world, listing, path).items) if listing is not None else None
    except NotChecked:
        return None


def _is_of(item: Item, body: Any) -> bool:
    """It shows what was sent, as far as it shows it at all."""
    sent = body if isinstance(body, dict) else {}
    return all(item[name] == value for name, value in sent.items() if name in item)
