"""An id leads to the resource it is documented to lead to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.words.clause import Clause
from clausegen.words.vocabulary import References

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.elsewhere import elsewhere
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World

REFUSED = {400, 403, 404}


def check(clause: Clause, world: World) -> None:
    assert isinstance(clause.detail, References)
    if clause.detail.operation is None:
        _repeats_the_path(clause, world, clause.detail.parameter)
        return
    assert clause.schema is not None
    writers = world.relations.writers(clause.schema, clause.attribute)
    if not writers:
        raise NotChecked(f"no operation sets {clause.attribute}")
    wrong = [(str(uuid.uuid4()), "names nothing")]
    if clause.detail.having:
        lacking = world.referable(clause.detail.operation, clause.detail.parameter, ())
        wrong.append((lacking, f"has no {' or '.join(clause.detail.having)}"))
    foreign = elsewhere(world, clause.detail.operation, clause.detail.parameter)
    if foreign is not None:
        wrong.append((foreign, "belongs to somebody else"))
    for each in writers:
        world.require(each.id)
        for value, what in wrong:
            _refuses(clause, world, each.id, value, what)


def _refuses(clause: Clause, world: World, operation: str, value: str, what: str) -> None:
    assert clause.attribute is not None
    path, body = world.request_for(operation, overrides={clause.attribute: value})
    exchange = world.call(operation, path=path, body=body)
    if exchange.status not in REFUSED:
        expected = f"a refusal of {clause.attribute}, which {what}"
        raise ContractFailure(clause, expected=expected, exchange=exchange)


def _repeats_the_path(clause: Clause, world: World, parameter: str) -> None:
    assert clause.schema is not None
    samples = [each for each in world.samples.of(clause.schema) if each.direct]
    seen = [_agrees(clause, each.value, each.exchange, parameter) for each in samples]
    for exchange in _below_another(world, clause.schema, parameter):
        found = object_or_none(exchange) if exchange.ok else None
        _agrees(clause, found or {}, exchange, parameter)
    if not any(seen):
        raise NotChecked(f"no {clause.schema} was seen below a {parameter}")


def _agrees(clause: Clause, value: Mapping[str, Any], exchange: Exchange, parameter: str) -> bool:
    """Whether the attribute could be compared with the path."""
    assert clause.attribute is not None
    wanted = exchange.path.get(parameter)
    if wanted is None or clause.attribute not in value:
        return False
    if value[clause.attribute] == wanted:
        return True
    raise ContractFailure(
        clause,
        expected=f"{clause.attribute} is {wanted}, as in the path",
        observed=f"{clause.attribute} is {shown(value[clause.attribute])}",
        exchange=exchange,
    )


def _below_another(world: World, resource: str, parameter: str) -> Iterator[Exchange]:
    """A resource, asked for below another parent than its own: it should not be found there."""
    for operation in world.document.operations:
        names = [each.name for each in operation.parameters_in("path")]
        if operation.method != "get" or parameter not in names[:-1]:
            continue
        provider = world.relations.provider(operation, parameter)
        if world.relations.resource(operation) != resource or provider is None:
            continue
        if provider.creates and world.target.writable:
            other = world.shared(provider.operation.id).path[parameter]
            path = {**world.path_for(operation.id), parameter: other}
            yield world.call(operation.id, path=path)
