"""Every command of the README, in a folder with nothing of the checkout but document and manifest.

Blocks that are not run say why: `sh index` installs from an index (test_installing.py does), `sh
clone` is `make` in a clone (.ci/run and the workflow do).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from environments import ROOT, Environment
from serving import free_port, listening, until
from test_guides import README, Block, blocks

FEW = "(listBrands and ordering) or listShelves"
"""The clauses that a run decides here, unless the README itself says which."""
SHELVES: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shelves", "version": "1"},
    "paths": {
        "/shelves": {
            "get": {
                "operationId": "listShelves",
                "responses": {
                    "200": {
                        "description": "All.",
                        "content": {"application/json": {"schema": {"type": "array"}}},
                    }
                },
            }
        }
    },
}
OVERLAY = """overlay: 1.0.0
info: {title: More words, version: "1"}
actions: [{target: $.info, update: {summary: Shelves.}}]
"""


class Shelves(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(SHELVES if self.path == "/openapi.json" else []).encode()
        self.send_response(200 if self.path in {"/shelves", "/openapi.json"} else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests say what failed."""


@contextmanager
def shelves(port: int) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", port), Shelves) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As the README has it: a manifest and its document, and other documents beside it."""
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    shutil.copy(ROOT / "contract.toml", tmp_path)
    (tmp_path / "api").mkdir()
    for name in ("api.json", "v1.yaml", "api/openapi.yaml"):
        (tmp_path / name).write_text(json.dumps(SHELVES), encoding="utf-8")
    (tmp_path / "words.yaml").write_text(OVERLAY, encoding="utf-8")
    return tmp_path


def shell(used: Environment, folder: Path, text: str, **variables: str) -> str:
    """What the commands said; each has to end well."""
    given = "".join(f"export {name}='{value}'\n" for name, value in variables.items())
    done = used.run("bash", "-ec", given + text, cwd=folder)
    assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
    return done.stdout


def moved(found: list[Block], ports: dict[str, str]) -> Iterator[str]:
    for block in found:
        text = block.text.replace("https://staging.example.com", "http://127.0.0.1:8000")
        yield re.sub("|".join(ports), lambda each: ports[each[0]], text)


def test_every_command_works(environment: Callable[[str], Environment], folder: Path) -> None:
    used = environment("all")
    found = [each for each in blocks(README) if each.language == "sh" and not each.word]
    ports = {each: str(free_port()) for each in ("8000", "8010", "8020", "8030")}
    given = {"TOKEN": "mock-admin", "PYTEST_ADDOPTS": f'-k "{FEW}"'}
    served = f"clausemock serve --contract giosg --port {ports['8000']} --target-file staging.toml"
    with ExitStack() as running:
        process = used.start(*served.split(), cwd=folder)
        running.enter_context(listening(process, int(ports["8000"])))
        running.enter_context(shelves(int(ports["8030"])))
        until((folder / "staging.toml").exists)
        earlier = "clausecheck run --depth quick --report {}"
        for each in ("shard-1", "runs/flask"):
            shell(used, folder, earlier.format(each), **given)
        for each in ("shard-2", "runs/fastapi"):
            shutil.copytree(folder / "runs" / "flask", folder / each)
        said = "".join(_done(used, folder, text, given) for text in moved(found, ports))
    assert said.count("Every clause that was run is kept") >= 5
    assert "breaks were named." in said
    assert (folder / "api" / "contract.toml").exists()
    assert (folder / "site" / "index.html").exists()


def _done(used: Environment, folder: Path, text: str, given: dict[str, str]) -> str:
    if "clausemock serve" not in text:
        # Most clauses are in neither shard here: that fails, and is said.
        text = text.replace("clausecheck merge", "! clausecheck merge")
        return shell(used, folder, text, **given)
    for line in text.splitlines():
        command = line.partition("#")[0].split()
        process = used.start(*command, cwd=folder)
        with listening(process, int(command[command.index("--port") + 1])):
            pass
    return ""


def test_blocks_that_are_not_run_say_why_and_are_run_elsewhere() -> None:
    found = [each for each in blocks(README) if each.language == "sh"]
    assert {each.word for each in found} == {"", "index", "clone"}
    (index,) = (each.text for each in found if each.word == "index")
    assert all(each.startswith("pip install ") for each in index.splitlines())
    (clone,) = (each.text for each in found if each.word == "clone")
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    for line in clone.splitlines():
        assert " ".join(line.split()[:2]) in workflow, line
