"""if/then/else of the document: answers never contradict it, payloads that do are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.model import UNSET, Condition, Operation, Schema, relations
from clausegen.schemas.validation import validator
from clausegen.words.condition import ConditionClause, breaches

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.samples import samples_of
from clausecheck.world.world import World


def check(clause: ConditionClause, world: World) -> None:
    if clause.operation is not None:
        _refuses(clause, world, clause.operation)
        return
    decided = False
    for sample in samples_of(world).of(str(clause.resource)):
        branch = _branch(world, clause.condition, sample.value)
        if branch is None:
            continue
        decided = True
        errors = validator(world.document, branch).errors(sample.value)
        if errors:
            wrong = {str(each.path[0]) for each in errors if each.path}
            names = sorted(wrong | _names(clause.condition.if_))
            raise ContractFailure(
                clause,
                expected="what the condition says",
                observed=shown({name: sample.value.get(name) for name in names}),
                exchange=sample.exchange,
            )
    if not decided:
        raise NotChecked(f"no {clause.resource} was seen that the condition speaks of")


def _branch(world: World, condition: Condition, value: Mapping[str, Any]) -> Schema | None:
    """What a resource has to keep; None if the condition asks nothing of it."""
    if not validator(world.document, condition.if_).accepts(value):
        return condition.else_
    # An attribute that lacks meets every schema, but tells nothing.
    return condition.then if _names(condition.if_) <= value.keys() else None


def _refuses(clause: ConditionClause, world: World, operation: Operation) -> None:
    world.require(operation)
    tried = 0
    for overrides, applies in _contradictions(clause, world, operation):
        path, body = world.request_for(operation, overrides=overrides, full=True)
        if validator(world.document, clause.condition.if_).accepts(body) is not applies:
            continue
        tried += 1
        exchange = world.call(operation, path=path, body=body)
        if not relations.is_of(clause.status or "4XX", exchange.status):
            raise ContractFailure(clause, expected=str(clause.status), exchange=exchange)
    if not tried:
        raise NotChecked("no payload is known that contradicts the condition")


def _contradictions(
    clause: ConditionClause, world: World, operation: Operation
) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """(values that one consequence does not allow, whether the condition has to apply)."""
    condition = clause.condition
    for wrong in breaches(condition.then):
        yield {**_meeting(world, condition.if_), **wrong}, True
    for wrong in breaches(condition.else_):
        for missing in _missing(world, operation, condition.if_):
            yield {**missing, **wrong}, False


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


def _missing(world: World, operation: Operation, if_: Schema) -> Iterator[Mapping[str, Any]]:
    """Values that keep the condition from applying, one attribute at a time."""
    named = {each.name: each.schema for each in if_.properties}
    for attribute in world.bodies.attributes(operation):
        if attribute.name in named:
            wanted = validator(world.document, named[attribute.name])
            values = world.choices.values(operation, attribute)
            yield from ({attribute.name: each} for each in values if not wanted.accepts(each))
        elif attribute.name in if_.required:
            yield {attribute.name: UNSET}


def _names(schema: Schema) -> set[str]:
    return {each.name for each in schema.properties}
