"""Each extra, really installed: from an index, with the newest versions that our ranges allow."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from environments import Environment

EXTRAS = {
    "": ["clausegen --version"],
    "lint": ["clausegen lint --contract giosg --cross-check"],
    "mock": ["clausemock --version", "clausemock dialects --contract giosg"],
    "check": ["clausecheck --version", "clausegen clauses --contract giosg"],
    "all": ["clausecheck run --contract giosg -k listBrands.ordering --junit-xml junit.xml"],
}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where pip can get nothing: a test must not need the world outside."""
    asked = ["download", "--no-deps", "--quiet", "--dest", str(tmp_path_factory.mktemp("got"))]
    brief = ["--retries", "0", "--timeout", "5", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", *asked, *brief, "iniconfig"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("pip reaches no package index here")


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("extra", EXTRAS)
def test_it_installs_and_works(extra: str, wheel: Path, tmp_path: Path) -> None:
    made = Environment(tmp_path / "environment", wheel, extra, newest=True)
    for command in EXTRAS[extra]:
        done = made.run(*command.split(), cwd=tmp_path)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}\n{made.brought}"
    if extra == "all":
        cases = ET.parse(tmp_path / "junit.xml").iter("testcase")
        names = {each.get("name") for each in cases}
        ways = ("default", "created_at", "-created_at")
        assert names == {f"listBrands.ordering.{way}" for way in ways}, made.brought
