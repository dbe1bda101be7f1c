"""Each implementation of the library keeps its contract, as the installed wheel sees it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from environments import ROOT, Environment
from serving import free_port, listening

EXAMPLES = ROOT / "examples"
SERVERS = {
    "flask": "python -m flask --app server run --port {port}",
    "fastapi": "python -m uvicorn server:app --port {port}",
}


def checked(
    used: Environment, folder: Path, framework: str, *arguments: str
) -> tuple[int, dict[str, str]]:
    """Exit code and verdicts of a run against the server in the folder."""
    port = free_port()
    server = used.start(*SERVERS[framework].format(port=port).split(), cwd=folder)
    with listening(server, port):
        command = (
            "clausecheck run --contract ../library --target target.toml --depth quick --seed 1"
        )
        where = ("--base-url", f"http://127.0.0.1:{port}", "--report", "report")
        done = used.run(*command.split(), *where, *arguments, cwd=folder)
    written = json.loads((folder / "report" / "contract.json").read_text(encoding="utf-8"))
    return done.returncode, {each["id"]: each["verdict"] for each in written["clauses"]}


@pytest.mark.parametrize("framework", SERVERS)
def test_every_clause_is_kept(
    framework: str, environment: Callable[[str], Environment], tmp_path: Path
) -> None:
    used = environment("all")
    used.add(framework)
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    code, verdicts = checked(used, tmp_path / "examples" / f"library_{framework}", framework)
    assert {name: each for name, each in verdicts.items() if each != "kept"} == {}
    assert (code, len(verdicts)) == (0, 59)


def test_a_server_that_does_not_sort_is_named(
    environment: Callable[[str], Environment], tmp_path: Path
) -> None:
    used = environment("all")
    used.add("flask")
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    folder = tmp_path / "examples" / "library_flask"
    server = folder / "server.py"
    text = server.read_text(encoding="utf-8")
    assert text.count("found.sort(") == 1
    server.write_text(text.replace("found.sort(", "sorted(found, "), encoding="utf-8")
    code, verdicts = checked(used, folder, "flask", "-k", "listBooks and ordering")
    assert code == 1
    assert set(verdicts.values()) == {"broken"}
