"""A stamp of creation stays, one of change moves with every write and with nothing else."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from clausegen.model import Operation, relations
from clausegen.words.stamp import StampClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.moments import moment
from clausecheck.world.prepared import Prepared
from clausecheck.world.sameness import is_same_id
from clausecheck.world.state import current, fresh_references
from clausecheck.world.world import World

PAUSE = 1.1
"""Seconds: so that servers that keep whole seconds show another one."""
SHORT = 0.02
"""The same where a fraction of a second is shown; when in doubt, the longer one decides."""
Fault = tuple[str, str, Exchange] | None
"""(what was expected, what was seen, where); None without one."""


def check(clause: StampClause, world: World) -> None:
    creator = world.relations.maker(clause.resource)
    if creator is None:
        raise NotChecked(f"nothing creates a {clause.resource}")
    world.require(creator)
    way = _time if clause.stamp.of == "time" else _caller
    fault = way(clause, world, creator, SHORT)
    if fault is not None:  # the server's clock may have been set, or somebody else wrote it
        fault = way(clause, world, creator, PAUSE)
    if fault is not None:
        expected, observed, exchange = fault
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


def _time(clause: StampClause, world: World, creator: Operation, pause: float) -> Fault:
    name, made = clause.attribute, world.create(creator)
    first, exchange = _value(clause, world, made)
    if moment(first) is None:
        raise NotChecked(f"{name} is {shown(first)}, which tells no moment")
    time.sleep(pause if _is_fine(first) else PAUSE)
    again, exchange = _value(clause, world, made)
    if again != first:
        return f"{name} stays {shown(first)} while it is only read", shown(again), exchange
    if clause.stamp.at == "creation":
        return _is_later(clause, world, creator, made, first) or _stays(clause, world, made, first)
    _change(clause, world, made)
    later, exchange = _value(clause, world, made)
    return _after(clause, first, later, exchange)


def _is_fine(value: Any) -> bool:
    """It tells parts of a second."""
    known = moment(value)
    return known is not None and known.microsecond > 0


def _is_later(
    clause: StampClause, world: World, creator: Operation, made: Prepared, first: str
) -> Fault:
    """What is made later has a later time of creation."""
    others = fresh_references(world, creator)  # the same ones might lead to the same
    new = world.create(creator, others, path=_above(creator, made))
    later, exchange = _value(clause, world, new)
    return _after(clause, first, later, exchange)


def _after(clause: StampClause, first: str, later: Any, exchange: Exchange) -> Fault:
    one, other = moment(first), moment(later)
    if one is not None and other is not None and (other > one or _whole_minutes(one, other)):
        return None  # they tell nothing within a second
    return f"{clause.attribute} later than {first}", shown(later), exchange


def _whole_minutes(*moments: datetime) -> bool:
    return not any(each.second or each.microsecond for each in moments)


def _stays(clause: StampClause, world: World, made: Prepared, first: Any) -> Fault:
    """Whatever is written."""
    try:
        _change(clause, world, made)
    except NotChecked:
        return None  # nothing changes it
    then, exchange = _value(clause, world, made)
    if then == first:
        return None
    return f"{clause.attribute} stays {shown(first)} after a change", shown(then), exchange


def _caller(clause: StampClause, world: World, creator: Operation, __: float) -> Fault:
    """Two actors leave two values, and the same one the same."""
    act = _created if clause.stamp.at == "creation" else _changed
    made = world.create(creator)
    own, exchange = act(clause, world, creator, made, None)
    known = _known(clause, world)
    if known is not None:
        return _is_known(clause, own, known, exchange)
    other = _second(world)
    theirs, _ = act(clause, world, creator, made, other)
    again, back = act(clause, world, creator, made, None)
    if own is None:
        return f"{clause.attribute} tells who it was", "null, or nothing", exchange
    if own == theirs:
        return f"{clause.attribute} tells two callers apart", f"{shown(own)} for both", exchange
    if again != own:
        return f"{clause.attribute} is {shown(own)} for the same caller", shown(again), back
    return None


def _known(clause: StampClause, world: World) -> str | None:
    """What the target tells of the owner under the same name, as far as it goes."""
    told = world.target.owner.own.items()
    return next((value for name, value in told if clause.attribute.endswith(f"_{name}")), None)


def _is_known(clause: StampClause, own: Any, known: str, exchange: Exchange) -> Fault:
    if own is None and relations.accepts_null(clause.api, clause.schema):
        raise NotChecked(f"{clause.attribute} does not tell who it was")
    if is_same_id(own, known):
        return None
    return f"{clause.attribute} is {shown(known)}, who did it", shown(own), exchange


def _created(
    clause: StampClause, world: World, creator: Operation, made: Prepared, actor: str | None
) -> tuple[Any, Exchange]:
    """By an actor, and then changed by the owner."""
    path, body = _above(creator, made), world.body_for(creator)
    exchange = world.call(creator, actor=actor, path=path, body=body)
    if not exchange.ok:
        raise NotChecked(f"{actor or 'the owner'} creates nothing: {exchange.answer}")
    new = Prepared(
        operation=creator,
        path={**path, **world.given(exchange)},
        body=body,
        exchange=exchange,
    )
    if actor is not None and world.relations.item(creator, "patch") is not None:
        _change(clause, world, new)
    return _value(clause, world, new)


def _changed(
    clause: StampClause, world: World, _: Operation, made: Prepared, actor: str | None
) -> tuple[Any, Exchange]:
    _change(clause, world, made, actor)
    return _value(clause, world, made)


def _second(world: World) -> str:
    owner = world.target.owner.name
    others = [name for name in world.target.actors if name != owner]
    if not others:
        raise NotChecked("the target has one actor only: give another one that may write")
    return others[0]


def _above(creator: Operation, made: Prepared) -> dict[str, str]:
    return {each.name: made.path[each.name] for each in creator.parameters_in("path")}


def _value(clause: StampClause, world: World, made: Prepared) -> tuple[Any, Exchange]:
    found, exchange = current(world, made.operation, made.path)
    return found.get(clause.attribute), exchange


def _change(clause: StampClause, world: World, made: Prepared, actor: str | None = None) -> None:
    """Another value of some attribute. Raises NotChecked if nothing can be changed."""
    before, _ = current(world, made.operation, made.path)
    creator = made.operation
    for method in ("patch", "put"):
        writer = world.relations.item(creator, method)
        for each in world.bodies.attributes(writer) if writer is not None else ():
            values = world.bodies.acceptable(writer, each.name, before) if writer else []
            if writer is None or not values:
                continue
            body = world.body_for(writer, {each.name: values[0]})
            exchange = world.call(writer, actor=actor, path=made.path, body=body)
            if not exchange.ok:
                raise NotChecked(f"{writer.id} was needed and answered {exchange.answer}")
            return
    raise NotChecked(f"nothing is known that changes a {clause.resource}")
