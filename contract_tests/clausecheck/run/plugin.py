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
    from clausecheck.run.contract import Contract, Settings
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
def contract(pytestconfig: pytest.Config) -> Contract:
    """The document under test and all its clauses."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).contract


@pytest.fixture(scope="session")
def document(contract: Contract) -> Api:
    """The model of the document."""
    return contract.document


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Target:
    """The implementation under test: base URL, actors, ids."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).target


@pytest.fixture(scope="session")
def contract_settings(pytestconfig: pytest.Config) -> Settings:
    """Depth, seed and name prefix of this run."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).settings


@pytest.fixture(scope="session")
def api(pytestconfig: pytest.Config) -> Client:
    """The HTTP client: `api.call("listRooms", actor="member")`."""
    from clausecheck.run.hooks import run_of

    return run_of(pytestconfig).client


@pytest.fixture(scope="session")
def world(
    pytestconfig: pytest.Config, contract: Contract, api: Client, contract_settings: Settings
) -> Iterator[World]:
    """Prepares what a check needs; removes it at the end, also after a failure or Ctrl-C."""
    from clausecheck.run.hooks import run_of
    from clausecheck.world.sweeping import clean_up
    from clausecheck.world.world import World

    made = World(contract, api, contract_settings)
    try:
        yield made
    finally:
        run_of(pytestconfig).tally.left_behind += clean_up(made)


@pytest.fixture
def clause(request: pytest.FixtureRequest) -> Clause:
    """The clause that the item decides."""
    from clausecheck.run.items import CLAUSE

    bound: Clause = request.node.stash[CLAUSE]
    return bound
