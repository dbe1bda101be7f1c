"""if/then of the document: answers never contradict it, payloads that do are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.model import UNSET, Condition, Schema
from clausegen.schemas.validation import validator
from clausegen.words.clause import Clause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.world import World


def check(clause: Clause, world: World) -> None:
    condition = _condition(clause, world)
    if clause.operation is not None:
        _refuses(clause, world, clause.operation, condition)
        return
    assert clause.schema is not None
    assert condition.then is not None
    applied = False
    for sample in world.samples.of(clause.schema):
        applies = _applies(world, condition, sample.value)
        applied |= applies
        errors = validator(world.document, condition.then).errors(sample.value) if applies else ()
        if errors:
            names = {str(each.path[0]) for each in errors if each.path} | _names(condition.if_)
            seen = {name: sample.value.get(name) for name in sorted(names)}
            raise ContractFailure(
                clause,
                expected="what the condition says",
                observed=shown(seen),
                exchange=sample.exchange,
            )
    if not applied:
        raise NotChecked(f"no {clause.schema} was seen that the condition speaks of")


def _applies(world: World, condition: Condition, value: Mapping[str, Any]) -> bool:
    """An attribute that lacks meets every schema, but tells nothing."""
    there = all(name in value for name in _names(condition.if_))
    return there and validator(world.document, condition.if_).accepts(value)


def _refuses(clause: Clause, world: World, operation: str, condition: Condition) -> None:
    world.require(operation)
    tried = 0
    for wrong in _contradictions(condition):
        overrides = {**_meeting(world, condition.if_), **wrong}
        path, body = world.request_for(operation, overrides=overrides, full=True)
        if not validator(world.document, condition.if_).accepts(body):
            continue
        tried += 1
        exchange = world.call(operation, path=path, body=body)
        if str(exchange.status) != (clause.status or "400"):
            raise ContractFailure(clause, expected=clause.status or "400", exchange=exchange)
    if not tried:
        raise NotChecked("no payload is known that contradicts the condition")


def _meeting(world: World, schema: Schema) -> dict[str, Any]:
    """Values that make the condition apply."""
    found = {}
    for each in schema.properties:
        attribute = world.document.resolve(each.schema)
        if attribute.const is not UNSET:
            found[each.name] = attribute.const
        elif attribute.enum:
            found[each.name] = attribute.enum[0]
    return found


def _contradictions(condition: Condition) -> Iterator[Mapping[str, Any]]:
    """Values that the consequence does not allow, one attribute at a time."""
    then = condition.then or Schema(pointer="")
    for name in then.required:
        yield {name: UNSET}
    for each in then.properties:
        if each.schema.types and not each.schema.nullable:
            yield {each.name: None}


def _names(schema: Schema) -> set[str]:
    return {each.name for each in schema.properties}


def _condition(clause: Clause, world: World) -> Condition:
    """The condition of the title that the clause's id ends with."""
    if isinstance(clause.detail, Condition):
        return clause.detail
    title = clause.id.rpartition(".")[2]
    operation = world.document.operation(clause.operation) if clause.operation else None
    named = world.document.schemas[clause.schema] if clause.schema else None
    schema = world.relations.body_schema(operation) if operation else named
    assert schema is not None
    for part in world.document.parts(schema):
        if part.condition is not None and part.title == title:
            return part.condition
    raise NotChecked(f"the document has no condition called {title}")
