"""A mock without a server, and what its seed holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from clausemock.app import Options
from giosg_mock import seed
from mock_client import Client, MakeClient


@pytest.fixture(scope="session")
def api() -> Api:
    return load_api(manifest_of("giosg").document)


@pytest.fixture(scope="session")
def target() -> seed.Target:
    return seed.target(seed.read())


@pytest.fixture
def make_client(api: Api, target: seed.Target) -> Iterator[MakeClient]:
    made: list[Client] = []

    def make(**options: Any) -> Client:
        made.append(Client(api, target, Options(**options)))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client: MakeClient) -> Client:
    return make_client()
