"""An id leads to the resource it is documented to lead to."""

from __future__ import annotations

import uuid

from clausegen.clauses import Clause
from clausegen.contract import References

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world import World

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
    assert clause.attribute is not None
    seen = False
    for sample in world.samples.of(clause.schema):
        wanted = sample.exchange.path.get(parameter)
        if wanted is None or not sample.direct or clause.attribute not in sample.value:
            continue
        seen = True
        if sample.value[clause.attribute] != wanted:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is {wanted}, as in the path",
                observed=f"{clause.attribute} is {shown(sample.value[clause.attribute])}",
                exchange=sample.exchange,
            )
    if not seen:
        raise NotChecked(f"no {clause.schema} was seen below a {parameter}")
