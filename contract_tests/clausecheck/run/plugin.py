"""The pytest plugin. It only adds options and fixtures until a module of the suite is collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from clausecheck.run.options import add_options

if TYPE_CHECKING:
    from clausegen.model import Api
    from clausegen.words.clause import Clause

    from clausecheck.http.client import Client
    from clausecheck.http.target import Target
    from clausecheck.world.world import World


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Ends with one line and exit code 2 before anything else if the run cannot be made."""
    from clausecheck.run.hooks import hooks_of

    return hooks_of(config).unusable()


def pytest_configure(config: pytest.Config) -> None:
    from clausecheck.run.hooks import hooks_of

    hooks_of(config)


@pytest.fixture(scope="session")
def contract_document(pytestconfig: pytest.Config) -> Api:
    """The model of the document."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).basis.contract.document


@pytest.fixture(scope="session")
def contract_target(pytestconfig: pytest.Config) -> Target:
    """The implementation under test: base URL, actors, ids."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).basis.target


@pytest.fixture(scope="session")
def contract_client(pytestconfig: pytest.Config) -> Client:
    """The HTTP client: `contract_client.call("listThings", actor="reader")`."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).client


@pytest.fixture(scope="session")
def contract_world(pytestconfig: pytest.Config, contract_client: Client) -> Iterator[World]:
    """Prepares what a check needs; removes it at the end, also after a failure or Ctrl-C."""
    from clausecheck.run.hooks import run_of
    from clausecheck.world.sweeping import clean_up
    from clausecheck.world.world import World

    run = run_of(pytestconfig)
    made = World(run.basis.contract, contract_client, run.basis.settings)
    try:
        yield made
    finally:
        try:
            run.books.tally.left_behind += clean_up(made)
        except KeyboardInterrupt:  # it ends what was left to do, and the summary tells of it
            run.books.tally.left_behind += made.cleanup.undone()


@pytest.fixture
def contract_clause(request: pytest.FixtureRequest) -> Clause:
    """The clause that the item decides."""
    from clausecheck.run.items import CLAUSE

    bound: Clause = request.node.stash[CLAUSE]
    return bound
