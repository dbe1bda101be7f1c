"""From each state a resource goes on to those that may follow, and to no other."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from typing import Any

from clausegen.model import Operation
from clausegen.words.states import Move, StatesClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import carried
from clausecheck.world.state import current
from clausecheck.world.world import World

BUSY = 429
PAUSE = 1.0
"""Seconds: longer than an answer takes."""


def check(clause: StatesClause, world: World) -> None:
    creator = world.relations.maker(clause.resource)
    if creator is None:
        raise NotChecked(f"nothing creates a {clause.resource}")
    world.require(creator)
    for move in clause.state.moves:
        _goes_on(clause, world, _brought(clause, world, creator), move)
    made, tried = None, len(clause.state.moves)
    for move in _forbidden(clause):
        if move.by is None and _writer(clause, world, creator) is None:
            continue
        if made is None or _value(clause, world, made) != clause.state.name:
            made = _brought(clause, world, creator)
        tried += 1
        _stays(clause, world, creator, made, move)
    if not tried:
        raise NotChecked(f"nothing is known that changes {clause.attribute}")


def _forbidden(clause: StatesClause) -> Iterator[Move]:
    """Values that may not follow, and operations that lead on from other states only."""
    moves, here = clause.state.moves, clause.state.name
    for state in clause.states.states:
        if state.name != here and all(each.to != state.name for each in moves):
            yield Move(to=state.name)
    for name in clause.states.actions:
        ends = [
            each.to for state in clause.states.states for each in state.moves if each.by == name
        ]
        if all(each.by != name for each in moves) and here not in ends:
            yield from (Move(to=each, by=name) for each in dict.fromkeys(ends))


def _goes_on(clause: StatesClause, world: World, made: Prepared, move: Move) -> None:
    exchange = _moved(clause, world, made, move)
    if exchange.status == BUSY:
        raise NotChecked(f"{exchange.operation_id} was needed and answered {exchange.answer}")
    found = _value(clause, world, made) if exchange.ok else None
    if found == move.to or found in clause.states.after(move.to):
        return
    raise ContractFailure(
        clause,
        expected=f"{clause.state.name} goes on to {move.to}",
        observed=f"{clause.attribute} is {shown(found)}" if exchange.ok else None,
        exchange=exchange,
    )


def _stays(
    clause: StatesClause, world: World, creator: Operation, made: Prepared, move: Move
) -> None:
    exchange = _moved(clause, world, made, move)
    found = _value(clause, world, made)
    if found == move.to and not _goes_on_by_itself(clause, world, creator, move):
        raise ContractFailure(
            clause,
            expected=f"{clause.state.name} does not go on to {move}",
            observed=f"{clause.attribute} is {shown(found)}",
            exchange=exchange,
        )


def _goes_on_by_itself(clause: StatesClause, world: World, creator: Operation, move: Move) -> bool:
    """Another one that is left alone for longer, where the value may follow sooner or later."""
    if move.to not in clause.states.after(clause.state.name):
        return False
    made = _brought(clause, world, creator)
    time.sleep(PAUSE)
    return bool(_value(clause, world, made) != clause.state.name)


def _brought(clause: StatesClause, world: World, creator: Operation) -> Prepared:
    """A new resource in the clause's state. Raises NotChecked if nothing leads there."""
    wanted = clause.state.name
    for given in ({}, {clause.attribute: wanted}):
        if given and clause.attribute not in _names(world, creator):
            continue
        try:
            made = world.create(creator, given)
        except NotChecked:
            if given:  # it may not begin there
                continue
            raise
        here = _value(clause, world, made)
        way = _way(clause, here)
        for move in way or ():
            _moved(clause, world, made, move)
        now = _value(clause, world, made)
        if now == wanted:
            return made
    raise NotChecked(f"no {clause.resource} could be brought from {shown(here)} to {wanted}")


def _way(clause: StatesClause, here: Any) -> list[Move] | None:
    """The shortest one; None without one."""
    ways: deque[tuple[Any, list[Move]]] = deque([(here, [])])
    seen = {here}
    while ways:
        at, way = ways.popleft()
        if at == clause.state.name:
            return way
        state = clause.states.of(at)
        for move in state.moves if state is not None else ():
            if move.to not in seen:
                seen.add(move.to)
                ways.append((move.to, [*way, move]))
    return None


def _moved(clause: StatesClause, world: World, made: Prepared, move: Move) -> Exchange:
    if move.by is not None:
        action = world.operation(move.by)
        item = world.relations.item(made.operation, "get")
        path = carried(made.path, item.path, action.path) if item is not None else {}
        return world.call(action, path={**made.path, **path}, body=world.body_for(action))
    writer = _writer(clause, world, made.operation)
    if writer is None:
        raise NotChecked(f"nothing is known that writes {clause.attribute}")
    body = world.body_for(writer, {clause.attribute: move.to})
    return world.call(writer, path=made.path, body=body)


def _writer(clause: StatesClause, world: World, creator: Operation) -> Operation | None:
    found = (world.relations.item(creator, method) for method in ("patch", "put"))
    return next((each for each in found if each and clause.attribute in _names(world, each)), None)


def _names(world: World, operation: Operation) -> set[str]:
    return {each.name for each in world.bodies.attributes(operation)}


def _value(clause: StatesClause, world: World, made: Prepared) -> Any:
    return current(world, made.operation, made.path)[0].get(clause.attribute)
