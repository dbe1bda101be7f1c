"""Installed is not active: a wheel of clausekit beside a suite that has names of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from running import ROOT, UNUSED, ended

CONFTEST = """
import pytest

def pytest_addoption(parser):
    for name in ("--seed", "--target", "--depth", "--deviations"):
        parser.addoption(name)

@pytest.fixture
def world():
    return {}

@pytest.fixture
def api(request):
    return request.config.getoption("--seed")

@pytest.fixture
def clause(world):
    return world
"""
TESTS = """
def test_their_own(api, world, clause, base_url):
    assert api == "3"
    assert base_url == "http://127.0.0.1:9"

def test_that_fails(world):
    seen = world
    assert seen["missing"]
"""
PLACES = {
    ".venv/lib/python3/site-packages": "an environment inside the folder",
    "venv/lib/python3/site-packages": "an environment that is not hidden",
    "vendored": "no environment at all",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def repository(folder: Path, place: str, wheel: Path) -> Path:
    """A repository of somebody else's, with clausekit installed at a place inside it."""
    packages = folder / place
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    if "venv" in place:
        (folder / place.partition("/")[0] / "pyvenv.cfg").write_text("home = /usr/bin\n")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_theirs.py").write_text(TESTS)
    return packages


def run(folder: Path, packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *UNUSED, *arguments]
    return ended(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(packages)})


def without_times(output: str) -> str:
    return re.sub(r"in [\d.]+s|^plugins: .*$", "", output, flags=re.MULTILINE)


@pytest.mark.parametrize("place", PLACES)
def test_plain_pytest_is_unchanged(place: str, wheel: Path, tmp_path: Path) -> None:
    packages = repository(tmp_path, place, wheel)
    theirs = ("--seed", "3", "--target", "there", "--base-url", "http://127.0.0.1:9")
    with_us = run(tmp_path, packages, *theirs)
    without = run(tmp_path, packages, "-p", "no:clausecheck", "--ignore", place, *theirs)
    assert f"{packages}/clausecheck" in run(tmp_path, packages, "--trace-config").stdout
    assert "1 failed, 1 passed" in with_us.stdout
    assert "E       KeyError: 'missing'" in with_us.stdout
    assert without_times(with_us.stdout) == without_times(without.stdout)
    assert (with_us.returncode, with_us.stderr) == (1, "")


def test_nor_do_workers_meet_the_suite(wheel: Path, tmp_path: Path) -> None:
    packages = repository(tmp_path, ".venv/lib/python3/site-packages", wheel)
    done = run(tmp_path, packages, "--seed", "3", "--base-url", "http://127.0.0.1:9", "-n", "1")
    assert "1 failed, 1 passed" in done.stdout
    assert "E       KeyError: 'missing'" in done.stdout


def test_the_suite_runs_where_it_is_named(wheel: Path, tmp_path: Path) -> None:
    packages = repository(tmp_path, ".venv/lib/python3/site-packages", wheel)
    named = ("--pyargs", "clausecheck.suite", "--contract", "giosg")
    done = run(tmp_path, packages, *named, "--base-url", "nonsense")
    assert done.returncode == 2
    assert "nonsense: is no base URL" in done.stderr
