"""A request that names another state is refused and changes nothing; the current one is served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from clausegen.model import UNSET
from clausegen.words.precondition import PreconditionClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.lists import Item
from clausecheck.world.state import current
from clausecheck.world.world import World

NOT_MODIFIED, FAILED, BUSY = 304, 412, 429


class Seen(msgspec.Struct, frozen=True):
    """A resource, its ETag, and where both were seen."""

    item: Item
    etag: str
    exchange: Exchange

    @property
    def is_weak(self) -> bool:
        return self.etag.startswith("W/")


def check(clause: PreconditionClause, world: World) -> None:
    world.require(clause.operation)
    if clause.kind == "same":
        _same(clause, world)
        return
    path = world.path_for(clause.operation, fresh=True)
    if clause.kind == "missing":
        _refused(clause, world, path, {"If-Match": None})
    elif clause.kind == "taken":
        _refused(clause, world, path, {"If-None-Match": "*"})
    else:
        _stale(clause, world, path)


def _same(clause: PreconditionClause, world: World) -> None:
    operation, path = clause.operation, world.path_for(clause.operation)
    other = {"If-None-Match": f'"{world.text()}"'}
    exchange = world.call(operation, path=path, headers=other)
    if not exchange.ok:
        expected = "an answer as usual: If-None-Match names something else"
        raise ContractFailure(clause, expected=expected, exchange=exchange)
    for _ in range(2):  # somebody else may have changed it, but hardly twice
        etag = exchange.headers.get("etag")
        if etag is None:
            raise _without_tag(clause, exchange)
        found = world.call(operation, path=path, headers={"If-None-Match": etag})
        if found.status == NOT_MODIFIED:
            return
        exchange = world.call(operation, path=path)
    raise ContractFailure(clause, expected=f"304 for {etag}", exchange=found)


def _stale(clause: PreconditionClause, world: World, path: Mapping[str, str]) -> None:
    """A state that never was, the one that is, and the one that is no more."""
    before = _refused(clause, world, path, {"If-Match": f'"{world.text()}"'})
    is_removed = clause.operation.method == "delete"
    performed = world.call(
        clause.operation,
        path=path,
        headers={"If-Match": before.etag},
        body=_body(clause, world, before.item),
    )
    if performed.status == FAILED and not before.is_weak:
        expected = f"it is performed with {before.etag}, which is current"
        raise ContractFailure(clause, expected=expected, exchange=performed)
    if not performed.ok or is_removed:
        return
    path = {**path, **world.given(performed)}
    after = _seen(clause, world, path)
    if after.etag != before.etag:
        _refused(clause, world, path, {"If-Match": before.etag})
    elif not before.is_weak and after.item != before.item:
        raise ContractFailure(
            clause,
            expected="another ETag after a change",
            observed=f"{after.etag}, as before",
            exchange=after.exchange,
        )


def _refused(
    clause: PreconditionClause,
    world: World,
    path: Mapping[str, str],
    headers: Mapping[str, str | None],
) -> Seen:
    """The request is refused, and what it would have changed is as it was."""
    before = _seen(clause, world, path)
    body = _body(clause, world, before.item)
    exchange = world.call(clause.operation, path=path, headers=headers, body=body)
    if exchange.status == BUSY:
        raise NotChecked(f"{clause.operation} was needed and answered {exchange.answer}")
    any_refusal = clause.kind == "missing" and 400 <= exchange.status < 500  # noqa: PLR2004
    if not any_refusal and exchange.status != FAILED:
        told = next(iter(headers.values())) or "no If-Match"
        expected = f"{'a refusal' if clause.kind == 'missing' else FAILED} with {told}"
        raise ContractFailure(clause, expected=expected, exchange=exchange)
    after = _seen(clause, world, path)
    sent = body if isinstance(body, dict) else {}
    moved = [name for name in sent if after.item.get(name) != before.item.get(name)]
    if moved:
        raise ContractFailure(
            clause,
            expected=f"{moved[0]} stays {shown(before.item.get(moved[0]))}",
            observed=shown(after.item.get(moved[0])),
            exchange=exchange,
        )
    return after


def _seen(clause: PreconditionClause, world: World, path: Mapping[str, str]) -> Seen:
    """As a GET shows it."""
    if world.relations.item(clause.operation, "get") is None:
        raise NotChecked(f"nothing shows the ETag that {clause.operation} asks for")
    item, exchange = current(world, clause.operation, path)
    etag = exchange.headers.get("etag")
    if etag is None and clause.kind == "stale":
        raise _without_tag(clause, exchange)
    return Seen(item, etag or "", exchange)


def _body(clause: PreconditionClause, world: World, before: Item) -> Any:
    """A payload that would change something, if one is known."""
    for each in world.bodies.attributes(clause.operation):
        values = world.bodies.acceptable(clause.operation, each.name, before)
        if values:
            return world.body_for(clause.operation, {each.name: values[0]})
    return world.body_for(clause.operation) if clause.operation.body is not None else UNSET


def _without_tag(clause: PreconditionClause, exchange: Exchange) -> ContractFailure:
    return ContractFailure(
        clause,
        expected="an ETag: without one nobody can name a state",
        observed="no ETag",
        exchange=exchange,
    )
