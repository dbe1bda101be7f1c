"""SCIM's document holds its facts, and a provider that strangers wrote keeps it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from running import ROOT, ended
from sentences import sentences

SCIM = ROOT / "examples" / "scim"
TABLE = sentences(SCIM / "facts.tsv")
PROVIDER = "scim2-server==0.8.3"
EMPTY_NAMES = {
    "createUser.userName.non_empty",
    "replaceUser.userName.non_empty",
    "User.userName.type",
}
"""scim2-server takes an empty userName; RFC 7643, 4.1.1 wants one that is not."""
UNSEEN = {"createGroup.groups_of_member"}
"""It shows no groups of users."""


@pytest.fixture(scope="module")
def said() -> dict[str, Clause]:
    return {each.id: each for each in clauses(load_api(SCIM / "openapi.yaml"))}


def test_every_fact_is_held_or_says_why_not(said: dict[str, Clause]) -> None:
    assert len(TABLE) > 80
    for each in TABLE:
        assert each.page in {"7643", "7644"}, each
        assert each.section.replace(".", "").isdigit(), each
        assert set(each.names) - said.keys() == set(), each


def test_every_rule_holds_a_fact(said: dict[str, Clause]) -> None:
    held = {name for each in TABLE for name in each.names}
    assert {name for name, each in said.items() if each.word == "rules"} - held == set()


@pytest.fixture
def python() -> Path:
    """Of an environment apart with the provider: what it requires is not ours to lock."""
    folder = ROOT / "build" / "providers" / PROVIDER
    found = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, clear=True, symlinks=True)
        pip = [sys.executable, "-m", "pip", "--python", str(found), "install", "--quiet"]
        if ended([*pip, PROVIDER]).returncode != 0:
            pytest.skip(f"no index is reached that has {PROVIDER}")
        (folder / "ready").touch()
    return found


@pytest.fixture
def provider(python: Path) -> Iterator[str]:
    """Its address, on a port of its own."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    serve = "from scim2_server.testserver.cli import main; main()"
    command = [python, "-c", serve, "--port", str(port), "--bearer-token", "secret"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    process = subprocess.Popen(
        command, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port))):
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/v2"
    process.kill()
    process.wait()


def checked(provider: str, report: Path, *arguments: str) -> dict[str, str]:
    run = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run", "-q"]
    run += ["--target", "target.toml", "--base-url", provider, "--depth", "quick", "--seed", "1"]
    done = ended([*run, "--report", str(report), *arguments], cwd=SCIM)
    written = report / "contract.json"
    assert written.exists(), done.stdout + done.stderr
    told = json.loads(written.read_text())["clauses"]
    return {each["id"]: each["verdict"] for each in told}


def test_a_provider_of_strangers_keeps_it(provider: str, tmp_path: Path) -> None:
    verdicts = checked(provider, tmp_path)
    assert {name for name, each in verdicts.items() if each == "broken"} == EMPTY_NAMES
    left = {name for name, each in verdicts.items() if each == "not checked"}
    assert len(left) < 0.07 * len(verdicts), left
    assert {name for name in left if not name.endswith(".type")} == UNSEEN
