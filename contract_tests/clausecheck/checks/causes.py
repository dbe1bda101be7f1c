"""Every documented reason of every status is provoked, and answered with that status."""

from __future__ import annotations

from typing import Any

import msgspec
from clausegen.model import UNSET, Operation, relations
from clausegen.words.causes import CauseClause, causes_of
from clausegen.words.pagination import pagination_of

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.world.elsewhere import elsewhere
from clausecheck.world.lists import items_on
from clausecheck.world.refusal import ignores_null
from clausecheck.world.traces import telling, trace
from clausecheck.world.world import World

ANYBODY = "anonymous"
REFUSALS = {"401", "403"}
ELSEWHERE = ("403", "404")
"""What is somebody else's may be forbidden, or hidden."""


def check(clause: CauseClause, world: World) -> None:
    cause = clause.cause
    if cause.actor == ANYBODY:
        _anonymous(clause, world)
    elif cause.actor is not None:
        _actor(clause, world, cause.actor)
    elif cause.unknown is not None:
        _unknown(clause, world, cause.unknown)
    elif cause.input is not None:
        INPUTS[cause.input](clause, world, clause.operation)
    else:
        _success(clause, world)


def _success(clause: CauseClause, world: World) -> None:
    """Documented answers are those of a kind, and whom no cause names is not refused."""
    operation = clause.operation
    exchange = world.valid(operation, fresh=True)
    _expect(clause, exchange)
    page = pagination_of(world.document, operation)
    if page is not None and exchange.ok and items_on(exchange, page) is None:
        raise ContractFailure(clause, expected="a page with its items", exchange=exchange)
    for actor in _unnamed(world, operation) if operation.method == "get" else ():
        path = world.path_for(operation, actor=actor.name)
        _expect(clause, world.call(operation, actor=actor, path=path))


def _unnamed(world: World, operation: Operation) -> list[Actor]:
    """Actors whom other operations may refuse, and this one, which lists its reasons, does not.

    As far as the target tells what is their own.
    """
    named = _refused_by(operation)
    everywhere = {name for each in world.document.operations for name in _refused_by(each)}
    names = [each.name for each in operation.parameters_in("path")]
    actors = [world.api.actor(each) for each in everywhere - named if each in world.target.actors]
    return [each for each in actors if named - {ANYBODY} and all(map(each.value, names))]


def _refused_by(operation: Operation) -> set[str]:
    responses = (each for each in operation.responses if not each.is_success)
    return {cause.actor for each in responses for cause in causes_of(each) if cause.actor}


def _anonymous(clause: CauseClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    _refused(clause, world, ANYBODY, clause.status)
    path, body = world.request_for(operation)
    stranger = world.call(operation, actor="stranger", path=path, body=body)
    _expect(clause, stranger, *REFUSALS)  # credentials that are wrong are no credentials


def _actor(clause: CauseClause, world: World, actor: str) -> None:
    caller, operation = world.api.actor(actor), clause.operation
    if clause.cause.ids == "own":
        path, body = world.request_for(operation, actor=actor)
        _expect(clause, world.call(operation, actor=caller, path=path, body=body))
        return
    world.require(operation)
    owner = world.target.owner.own
    named = {each.name for each in clause.operation.parameters_in("path")}
    is_foreign = any(owner.get(name) != caller.own.get(name) for name in named & caller.own.keys())
    # Somebody else's resource may as well be hidden: then it does not exist for the caller.
    hidden = ("404",) if is_foreign and clause.status == "403" else ()
    _refused(clause, world, actor, clause.status, *hidden)


def _refused(clause: CauseClause, world: World, actor: str, *statuses: str) -> None:
    """The request is refused, and not carried out all the same."""
    operation, creates = clause.operation, clause.operation.method == "post"
    path, body = world.request_for(operation, fresh=creates)
    body = telling(world, operation, path, body)
    _changes_nothing(clause, world, operation, path, body, statuses, actor=actor)


def _unknown(clause: CauseClause, world: World, parameter: str) -> None:
    operation = clause.operation
    world.require(operation)
    path, body = world.request_for(operation)
    nowhere = {**path, parameter: world.unknown(operation, parameter)}
    _expect(clause, world.call(operation, path=nowhere, body=body))
    if (other := elsewhere(world, operation, parameter)) is not None:
        path, body = world.request_for(operation)
        exchange = world.call(operation, path={**path, parameter: other}, body=body)
        _expect(clause, exchange, *ELSEWHERE)


def _missing(clause: CauseClause, world: World, operation: Operation) -> None:
    required = {each.name for each in world.bodies.attributes(operation) if each.required}
    if not required:
        raise NotChecked(f"{operation} has no required attribute")
    world.require(operation)
    path, body = world.request_for(operation)
    rest = {name: value for name, value in body.items() if name not in required}
    _expect(clause, world.call(operation, path=path, body=rest))


def _emptied(clause: CauseClause, world: World, operation: Operation) -> None:
    names = world.bodies.never_null(operation)
    if not names:
        raise NotChecked(f"{operation} has no required attribute that cannot be null")
    world.require(operation)
    ignored = []
    for name in names:
        exchange = world.call(operation, path=world.path_for(operation), body={name: None})
        if exchange.ok and ignores_null(world, operation, name):
            ignored.append(name)  # nothing is taken away
        else:
            _expect(clause, exchange)
    if ignored == names:
        raise NotChecked(f"{operation} ignores null for {', '.join(names)}")


def _malformed(clause: CauseClause, world: World, operation: Operation) -> None:
    world.require(operation)
    path, body = world.request_for(operation)
    cut_off = msgspec.json.encode(body)[:-1]
    for content in (cut_off, msgspec.json.encode([body])):
        _expect(clause, world.call(operation, path=path, body=UNSET, content=content))


def _repeated(clause: CauseClause, world: World, operation: Operation) -> None:
    path, body = world.request_for(operation, fresh=True)
    first = world.call(operation, path=path, body=body)
    if not first.ok:
        raise NotChecked(f"{operation} was needed and answered {first.answer}")
    _changes_nothing(clause, world, operation, path, body, ())


def _changes_nothing(  # noqa: PLR0913 - a request has that many parts
    clause: CauseClause,
    world: World,
    operation: Operation,
    path: dict[str, str],
    body: Any,
    statuses: tuple[str, ...],
    *,
    actor: str | None = None,
) -> None:
    """The documented status, and the request was not carried out behind it."""
    before = trace(world, operation, path, body)
    exchange = world.call(operation, actor=actor, path=path, body=body)
    _expect(clause, exchange, *statuses)
    after = trace(world, operation, path, body) if before is not None else None
    if after is not None and after != before:
        raise ContractFailure(
            clause,
            expected=f"{exchange.status}, and nothing changes",
            observed=f"{exchange.status}, but the request was carried out all the same",
            exchange=exchange,
        )


INPUTS = {
    "missing": _missing,
    "emptied": _emptied,
    "malformed": _malformed,
    "repeated": _repeated,
}


def _expect(clause: CauseClause, exchange: Exchange, *statuses: str) -> None:
    allowed = statuses or (clause.status,)
    if not any(relations.is_of(each, exchange.status) for each in allowed):
        raise ContractFailure(clause, expected=" or ".join(allowed), exchange=exchange)
