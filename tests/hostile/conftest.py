"""A sane mock for the requests that come before the trouble, and a way to run the suite."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_run import Ended, run_suite
from hostile_servers import Server

TIMEOUT = 1.0
"""Seconds that the suite waits for an answer in these tests."""


class Mock(NamedTuple):
    address: tuple[str, int]
    target_file: Path


@pytest.fixture(scope="session")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    file = tmp_path_factory.mktemp("mock") / "target.toml"
    command = [str(Path(sys.executable).with_name("clausemock")), "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--target-file", str(file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "listening on" in line, line
    yield Mock(("127.0.0.1", int(line.rpartition(":")[2])), file)
    process.terminate()
    process.communicate()


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
