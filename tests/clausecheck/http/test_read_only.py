"""A target that is not this machine is only read, unless writing is allowed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.run.options import spelt
from live_mock import LiveMock
from recording_proxy import RecordingProxy
from running import Done, ended, run_suite

ELSEWHERE = "http://api.example.test"
"""A name that is not loopback; the proxy leads it to the mock."""
READS = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveMock]:
    found = LiveMock(tmp_path_factory.mktemp("mock"))
    found.start()
    yield found
    found.stop()


@pytest.fixture
def proxy(mock: LiveMock) -> Iterator[RecordingProxy]:
    found = RecordingProxy(mock.url)
    yield found
    found.close()


def run(mock: LiveMock, proxy: RecordingProxy, folder: Path, *arguments: str) -> Done:
    target = ("--contract-target", str(mock.target_file), "--base-url", ELSEWHERE)
    through = {"http_proxy": proxy.url, "no_proxy": ""}
    quick = ("--contract-depth", "quick", *arguments)
    return run_suite(folder, *target, *quick, modules=("",), environment=through)


def test_nothing_is_written(mock: LiveMock, proxy: RecordingProxy, tmp_path: Path) -> None:
    ran = run(mock, proxy, tmp_path)
    assert ran.code == 0, ran.out
    assert set(proxy.methods) <= READS
    assert proxy.hosts == {"api.example.test"}
    kept, unchecked = ran.ids("kept"), ran.ids("not checked")
    assert {"listRooms.200.success", "listRooms.responses", "retrieveRoom.200.success"} <= kept
    assert {"createRoom.201.success", "deleteBrand.deletion"} <= unchecked
    reason = ran.clauses["createRoom.201.success"]["reason"]
    assert "read-only" in reason
    assert "--contract-allow-writes" in reason
    assert not ran.ids("broken")
    assert "read-only" in ran.out


def test_the_reason_names_the_option_as_the_command_takes_it(
    mock: LiveMock, proxy: RecordingProxy, tmp_path: Path
) -> None:
    command = [str(Path(sys.executable).with_name("clausecheck")), "run", "--contract", "giosg"]
    command += ["--target", str(mock.target_file), "--base-url", ELSEWHERE, "--json"]
    command += ["-k", "createRoom.201.success", "--require-all"]
    through = {**os.environ, "http_proxy": proxy.url, "no_proxy": ""}
    ran = ended(command, cwd=tmp_path, env=through)
    report = json.loads(ran.stdout)
    assert {each["reason"] for each in report["clauses"]} == {
        "the target is read-only, as it is not loopback: give --allow-writes"
    }
    assert "--contract-" not in ran.stdout + ran.stderr
    assert report["unmet"] == ["--require-all: 1 of 1 could not be checked"]


def test_pytest_takes_the_long_names() -> None:
    assert spelt("give --allow-writes, --target-set a=b") == (
        "give --contract-allow-writes, --contract-target-set a=b"
    )
    other = "--base-url, --contract x, --contract-seed, --targets, pre--seed, --seed-file"
    assert spelt(other) == other


def test_writing_is_allowed(mock: LiveMock, proxy: RecordingProxy, tmp_path: Path) -> None:
    ran = run(mock, proxy, tmp_path, "--contract-allow-writes", "-k", "createBrand or deleteBrand")
    assert ran.code == 0, ran.out
    assert "POST" in proxy.methods
    assert "createBrand.201.success" in ran.ids("kept")


def test_sweep_is_a_write(mock: LiveMock, proxy: RecordingProxy) -> None:
    command = [str(Path(sys.executable).with_name("clausecheck")), "sweep"]
    command += ["--target", str(mock.target_file), "--base-url", ELSEWHERE]
    colors = {"primary_color_code": None, "secondary_color_code": None}
    mock.call("POST", "/brands", {"name": "clausecheck-0123ab 1", **colors})
    ran = ended(command, env={**os.environ, "http_proxy": proxy.url, "no_proxy": ""})
    assert ran.returncode == 2, ran.stdout
    assert "--allow-writes" in ran.stderr
    assert set(proxy.methods) <= READS


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.4.2:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://[::]:8000", True),
        ("http://localhost.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://127.0.0.1@example.com", False),
        ("http://0.0.0.0:8000", True),
        ("http://[::ffff:93.184.216.34]", False),
        ("https://service.giosg.com", False),
    ],
)
def test_what_loopback_is(url: str, *, is_ours: bool) -> None:
    """Only what cannot be anywhere else: names other than localhost may lead to any machine."""
    from clausecheck.http.target import load_target

    target = load_target(None, base_url=url)
    assert target.is_loopback is is_ours
    assert target.writable is is_ours
    assert load_target(None, base_url=url, allow_writes=True).writable
