"""A target that is not this machine is only read, unless writing is allowed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import clausecheck
import pytest
from live_mock import LiveMock
from recording_proxy import RecordingProxy

SUITE = Path(clausecheck.__file__).parent / "suite"
ELSEWHERE = "http://api.example.test"
"""A name that is not loopback; the proxy leads it to the mock."""
READS = {"GET", "HEAD", "OPTIONS"}


class Ran(NamedTuple):
    exit_code: int
    output: str
    report: dict[str, Any]

    def having(self, verdict: str) -> dict[str, str]:
        clauses = self.report["clauses"]
        return {each["id"]: each["reason"] for each in clauses if each["verdict"] == verdict}


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


def run(mock: LiveMock, proxy: RecordingProxy, folder: Path, *arguments: str) -> Ran:
    command = [sys.executable, "-m", "pytest", str(SUITE), "-q", "-p", "no:cacheprovider"]
    command += ["--contract", "giosg"]
    command += ["--contract-target", str(mock.target_file), "--base-url", ELSEWHERE]
    command += [
        "--contract-depth",
        "quick",
        "--contract-seed",
        "1",
        "--contract-report",
        str(folder),
    ]
    done = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "http_proxy": proxy.url, "no_proxy": ""},
    )
    report = json.loads((folder / "contract.json").read_bytes())
    return Ran(done.returncode, done.stdout + done.stderr, report)


def test_nothing_is_written(mock: LiveMock, proxy: RecordingProxy, tmp_path: Path) -> None:
    ran = run(mock, proxy, tmp_path)
    assert ran.exit_code == 0, ran.output
    assert set(proxy.methods) <= READS
    assert proxy.hosts == {"api.example.test"}
    kept, unchecked = ran.having("kept"), ran.having("not checked")
    assert {"listRooms.200.success", "listRooms.responses", "retrieveRoom.200.success"} <= set(kept)
    assert {"createRoom.201.success", "deleteBrand.deletion"} <= set(unchecked)
    assert "read-only" in unchecked["createRoom.201.success"]
    assert "--contract-allow-writes" in unchecked["createRoom.201.success"]
    assert not ran.having("broken")
    assert "read-only" in ran.output


def test_writing_is_allowed(mock: LiveMock, proxy: RecordingProxy, tmp_path: Path) -> None:
    ran = run(mock, proxy, tmp_path, "--contract-allow-writes", "-k", "createBrand or deleteBrand")
    assert ran.exit_code == 0, ran.output
    assert "POST" in proxy.methods
    assert "createBrand.201.success" in ran.having("kept")


def test_sweep_is_a_write(mock: LiveMock, proxy: RecordingProxy) -> None:
    command = [str(Path(sys.executable).with_name("clausecheck")), "sweep"]
    command += ["--target", str(mock.target_file), "--base-url", ELSEWHERE]
    colors = {"primary_color_code": None, "secondary_color_code": None}
    mock.call("POST", "/brands", {"name": "clausecheck-0123ab 1", **colors})
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "http_proxy": proxy.url, "no_proxy": ""},
    )
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
