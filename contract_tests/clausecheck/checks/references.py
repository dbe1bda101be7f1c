"""An id leads to the resource it is documented to lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.model import Operation
from clausegen.words.references import ReferencesClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.elsewhere import elsewhere
from clausecheck.world.relations import object_or_none
from clausecheck.world.sameness import is_same_id
from clausecheck.world.samples import samples_of
from clausecheck.world.state import current
from clausecheck.world.world import World

NO_ID = "clausecheck"
REFUSED = {400, 403, 404}


def check(clause: ReferencesClause, world: World) -> None:
    parameter, having = clause.reference.parameter, clause.reference.having
    if clause.of is not None:
        _repeats_the_whole(clause, world, clause.of, parameter)
        return
    if clause.target is None:
        _repeats_the_path(clause, world, parameter)
        return
    writers = world.relations.writers(clause.resource, clause.attribute)
    if not writers:
        raise NotChecked(f"no operation sets {clause.attribute}")
    wrong = [(world.uuid(), "names nothing")]
    if having:
        lacking = world.referable(clause.target, parameter, ())
        wrong.append((lacking, f"has no {' or '.join(having)}"))
    foreign = elsewhere(world, clause.target, parameter)
    if foreign is not None:
        wrong.append((foreign, "belongs to somebody else"))
    for each in writers:
        world.require(each)
        for value, what in wrong:
            _refuses(clause, world, each, value, what)
        _is_not_null(clause, world, each)


def _refuses(
    clause: ReferencesClause, world: World, operation: Operation, value: str, what: str
) -> None:
    path, body = world.request_for(operation, overrides={clause.attribute: value})
    exchange = world.call(operation, path=path, body=body)
    if exchange.status not in REFUSED:
        expected = f"a refusal of {clause.attribute}, which {what}"
        raise ContractFailure(clause, expected=expected, exchange=exchange)


def _is_not_null(clause: ReferencesClause, world: World, operation: Operation) -> None:
    """What is no id at all is refused or ignored, and does not take the reference away."""
    if operation.method != "patch":
        return
    known = world.choices.reference(operation, clause.attribute)
    path, body = world.request_for(operation, overrides={clause.attribute: known})
    if not world.call(operation, path=path, body=body).ok:
        return
    exchange = world.call(operation, path=path, body={**body, clause.attribute: NO_ID})
    found, seen = current(world, operation, path)
    if exchange.ok and not is_same_id(found.get(clause.attribute), known):
        raise ContractFailure(
            clause,
            expected=f"a refusal of {NO_ID}, or {clause.attribute} stays {known}",
            observed=f"{clause.attribute} is {shown(found.get(clause.attribute))}",
            exchange=seen,
        )


def _repeats_the_path(clause: ReferencesClause, world: World, parameter: str) -> None:
    samples = [each for each in samples_of(world).of(clause.resource) if each.direct]
    seen = [_agrees(clause, each.value, each.exchange, parameter) for each in samples]
    for exchange in _below_another(world, clause.resource, parameter):
        found = object_or_none(exchange) if exchange.ok else None
        _agrees(clause, found or {}, exchange, parameter)
    if not any(seen):
        raise NotChecked(f"no {clause.resource} was seen below a {parameter}")


def _repeats_the_whole(
    clause: ReferencesClause, world: World, shows: Operation, parameter: str
) -> None:
    """The whole that a part lies in may be somebody else's."""
    names = [each.name for each in shows.parameters_in("path")]
    known: dict[tuple[str, ...], Mapping[str, Any]] = {}
    seen = []
    for sample in samples_of(world).of(clause.resource):
        path = {name: sample.exchange.path.get(name, "") for name in names}
        if not sample.direct or not all(path.values()):
            continue
        key = tuple(path.values())
        if key not in known:
            known[key] = object_or_none(world.call(shows, path=path)) or {}
        wanted = known[key].get(parameter)
        seen.append(wanted is not None and _equals(clause, sample.value, sample.exchange, wanted))
    if not any(seen):
        raise NotChecked(f"no {clause.resource} was seen below what {shows} finds")


def _agrees(
    clause: ReferencesClause, value: Mapping[str, Any], exchange: Exchange, parameter: str
) -> bool:
    """Whether the attribute could be compared with the path."""
    wanted = exchange.path.get(parameter)
    return wanted is not None and _equals(clause, value, exchange, wanted)


def _equals(
    clause: ReferencesClause, value: Mapping[str, Any], exchange: Exchange, wanted: str
) -> bool:
    if clause.attribute not in value:
        return False
    if is_same_id(value[clause.attribute], wanted):
        return True
    raise ContractFailure(
        clause,
        expected=f"{clause.attribute} is {wanted}",
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
            other = world.shared(provider.operation).path[provider.parameter]
            path = {**world.path_for(operation), parameter: other}
            yield world.call(operation, path=path)
