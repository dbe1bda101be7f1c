"""What a journal remembers is removed only if it is still what the run made."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from clausecheck.world.journal import Journal, fingerprints
from running import ended
from tiny_servers import http

OURS = {"id": 7, "size": 3}
SCHEMA = {"type": "object", "properties": {"id": {"type": "integer"}, "size": {"type": "integer"}}}
PATH = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
IT = {"200": {"description": "It.", "content": {"application/json": {"schema": SCHEMA}}}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Dogs", "version": "1"},
    "paths": {
        "/dogs/{id}": {
            "parameters": [PATH],
            "get": {"operationId": "read", "responses": IT},
            "delete": {"operationId": "remove", "responses": {"204": {"description": "Gone."}}},
        },
    },
}


@pytest.mark.parametrize(
    ("there", "stays"),
    [
        (OURS, False),
        ({"data": OURS}, False),
        ({"id": 7, "size": "clausecheck-0123ab-9"}, False),
        ({"id": 7, "size": 4}, True),
        ([], True),
    ],
)
def test_a_number_that_others_have_by_now_is_left_alone(
    there: Any, *, stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    held = {"/dogs/7": there}

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.path not in held:
            return 404, {}, b""
        if request.command == "DELETE":
            del held[request.path]
            return 204, {}, b""
        return 200, {"Content-Type": "application/json"}, json.dumps(held[request.path]).encode()

    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(DOCUMENT))
    with http(answer) as url:
        journal = Journal("clausecheck-0123ab", url)
        journal.made("remove", {"id": "7"}, "owner", fingerprints(OURS))
        swept = [sys.executable, "-c", "from clausecheck.cli import main; main()", "sweep"]
        told = ended([*swept, "--contract-document", str(file), "--base-url", url])
    assert ("/dogs/7" in held) == stays
    assert told.returncode == stays
    assert ("perhaps somebody else's by now" in told.stdout) == stays
