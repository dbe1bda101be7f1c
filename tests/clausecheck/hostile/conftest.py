"""A sane mock for the requests that come before the trouble, and a way to run the suite."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import running
from hostile_run import Ended, run_suite
from hostile_servers import Server

TIMEOUT = 1.0
"""Seconds that the suite waits for an answer in these tests."""


class Mock(NamedTuple):
    address: tuple[str, int]
    target_file: Path


@pytest.fixture(scope="session")
def mock() -> Iterator[Mock]:
    with running.mock() as target:
        url = urlsplit(tomllib.loads(target.read_text())["base_url"])
        assert url.hostname is not None
        assert url.port is not None
        yield Mock((url.hostname, url.port), target)


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, mock: Mock) -> Run:
    """Runs the suite against a base URL with the mock's actors and ids."""

    def started(base_url: str, *arguments: str, bound: float = 90) -> Ended:
        target = ["--contract-target", str(mock.target_file), "--base-url", base_url]
        limits = ["--contract-target-set", f"connection.timeout={TIMEOUT}"]
        limits += ["--contract-target-set", "connection.patience=5"]
        return run_suite(tmp_path, *target, *limits, *arguments, bound=bound)

    return started


@pytest.fixture
def hostile(run: Run, mock: Mock) -> Iterator[Callable[..., Ended]]:
    """Runs the suite against a behaviour, which starts after some requests to the sane mock."""
    servers: list[Server] = []

    def started(name: str, *arguments: str, after: int = 0, bound: float = 90) -> Ended:
        server = Server(name, upstream=mock.address, after=after)
        servers.append(server)
        return run(f"http://{server.address}", *arguments, bound=bound)

    yield started
    for each in servers:
        with closing(each):
            pass
