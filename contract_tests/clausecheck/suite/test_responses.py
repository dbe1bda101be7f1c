"""Each operation answers what the document says, whatever it is asked: one item an operation.

Schemathesis generates the requests, valid and invalid ones: the document's examples, systematic
cases of every parameter and attribute, and random ones that shrink to the smallest failing request.
"""

from __future__ import annotations

from functools import partial

import pytest
from clausegen.model import Api
from clausegen.words.responses import ResponsesClause

from clausecheck.failures import NotChecked
from clausecheck.run.binding import every
from clausecheck.run.findings import book
from clausecheck.run.hooks import run_of
from clausecheck.search.engine import Engine
from clausecheck.search.trial import Trial
from clausecheck.world.world import World

RANDOM = {"quick": 4, "standard": 25, "deep": 300}
"""How many valid and how many invalid random requests an operation gets."""


@pytest.fixture(scope="module")
def engine(contract_document: Api) -> Engine:
    return Engine(contract_document)


@every("responses")
def test_responses(
    clause: ResponsesClause, world: World, engine: Engine, request: pytest.FixtureRequest
) -> None:
    judge = run_of(request.config).judge
    trial = Trial(clause, world, judge, partial(book, request))
    operation = trial.operation
    for generated in engine.fixed(operation.method, operation.path):
        trial.attempt(generated)
        if trial.is_hopeless:
            raise NotChecked(trial.refused)
    trial.oddly()
    engine.search(
        operation.method,
        operation.path,
        trial.attempt,
        values=trial.path,
        count=RANDOM[world.settings.depth],
        seed=world.settings.seed,
    )
    if not trial.succeeded and not world.valid(operation, fresh=trial.uses_up).ok:
        statuses = ", ".join(f"{count} x {status}" for status, count in trial.statuses.items())
        if not statuses:
            raise NotChecked(trial.refused)
        raise NotChecked(f"none of the generated requests succeeded: {statuses}")
    if operation.id in judge.unread:
        raise NotChecked(judge.unread[operation.id])
