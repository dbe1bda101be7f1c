"""PATCH leaves what is not sent as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import Operation, Schema
from clausegen.words.condition import conditions
from clausegen.words.partial import PartialClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.state import current, settle
from clausecheck.world.world import World


def check(clause: PartialClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    path = world.path_for(operation, fresh=True)
    before = settle(world, operation, path)
    names = [each.name for each in world.bodies.attributes(operation)]
    ties = {name: tied(world, operation, name) for name in names}
    changed = False
    for name in names:
        for value in world.bodies.changes(operation, name, before)[:1]:
            exchange = world.call(operation, path=path, body={name: value})
            if not exchange.ok and _is_due(world, operation, name, value, ties[name]):
                expected = f"a payload with {name} alone is accepted"
                raise ContractFailure(clause, expected=expected, exchange=exchange)
            path |= world.given(exchange)  # a change of its name is a change of its place
            after, _ = current(world, operation, path)
            changed = changed or exchange.ok
            for other in names:
                if other not in {name, *ties[name]} and after.get(other) != before.get(other):
                    raise ContractFailure(
                        clause,
                        expected=f"{other} stays {shown(before.get(other))}",
                        observed=f"{other} is {shown(after.get(other))}",
                        exchange=exchange,
                    )
            before = after
    if not changed:
        raise NotChecked("no attribute is known that could be changed alone")


def _is_due(world: World, operation: Operation, name: str, value: Any, ties: set[str]) -> bool:
    """The value can be given, and nothing else of the document speaks against it."""
    return not ties and world.bodies.is_promised(operation, name, value)


def tied(world: World, operation: Operation, name: str) -> set[str]:
    """What a condition of the document ties to an attribute may follow it."""
    replacing = world.relations.on_path(operation.path, "put")
    found: set[str] = set()
    for each in (operation, *([replacing] if replacing is not None else ())):
        schema = world.relations.body_schema(each)
        for known in conditions(world.document, schema) if schema is not None else ():
            names = set(_named(known.condition.if_, known.condition.then, known.condition.else_))
            found |= names if name in names else set()
    return found


def _named(*schemas: Schema | None) -> Iterator[str]:
    for each in schemas:
        if each is not None:
            yield from (attribute.name for attribute in each.properties)
            yield from each.required
