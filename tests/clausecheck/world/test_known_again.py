"""What a journal remembers is removed only if it is still what the run made."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.evidence import fingerprints
from clausecheck.world.journal import Journal, remembered
from clausecheck.world.world import World
from clausegen.manifest import Manifest
from running import ended
from tiny_servers import http

OURS = {"id": 7, "size": 3}
SCHEMA = {"type": "object", "properties": {"id": {"type": "integer"}, "size": {"type": "integer"}}}
PATH = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
TEXT = {"required": True, "schema": {"type": "string"}}
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


DELETED = [{"deleted": True}, {"deletedAt": "2026-01-02T03:04:05Z"}, {"state": "deleted"}]


class Dogs:
    """A server of /dogs/7 alone."""

    def __init__(self, there: Any) -> None:
        self.held = {"/dogs/7": there}

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.path not in self.held:
            return 404, {}, b""
        if request.command == "DELETE":
            del self.held[request.path]
            return 204, {}, b""
        shown = json.dumps(self.held[request.path])
        return 200, {"Content-Type": "application/json"}, shown.encode()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(DOCUMENT))
    return path


def sweep(file: Path, url: str, *more: str) -> Any:
    swept = [sys.executable, "-c", "from clausecheck.cli import main; main()", "sweep"]
    return ended([*swept, "--contract-document", str(file), "--base-url", url, *more])


@pytest.mark.parametrize(
    ("made", "there", "stays"),
    [
        (OURS, OURS, False),
        (OURS, {"data": OURS}, False),
        (OURS, {"id": 7, "size": "clausecheck-0123ab-9"}, False),
        (OURS, {"id": 7, "size": 4}, True),
        (OURS, [], True),
        ({"id": 7}, OURS, True),
        ({"id": "7"}, {"id": 7}, True),
    ],
)
def test_a_number_that_others_have_by_now_is_left_alone(
    made: Any, there: Any, *, stays: bool, file: Path
) -> None:
    dogs = Dogs(there)
    with http(dogs.answer) as url:
        journal = Journal("clausecheck-0123ab", url)
        journal.made("remove", {"id": "7"}, "owner", fingerprints(made))
        told = sweep(file, url)
    assert ("/dogs/7" in dogs.held) == stays
    assert told.returncode == stays
    assert ("perhaps somebody else's by now" in told.stdout) == stays


@pytest.mark.parametrize("shows", DELETED)
def test_what_shows_that_it_is_deleted_needs_no_sweep(shows: Any, file: Path) -> None:
    dogs = Dogs({**OURS, **shows})
    with http(dogs.answer) as url:
        Journal("clausecheck-0123ab", url).made("remove", {"id": "7"}, "owner", fingerprints(OURS))
        assert sweep(file, url).stdout == "nothing to remove\n"
    assert "/dogs/7" in dogs.held


def test_what_an_actor_has_made_that_the_target_lacks_is_not_forgotten(
    file: Path, tmp_path: Path
) -> None:
    """The others do not see it: their 404 says nothing."""
    with http(lambda _: (404, {}, b"")) as url:
        Journal("clausecheck-0123ab", url).made("remove", {"id": "7"}, "rick", fingerprints(OURS))
        for _ in range(2):
            told = sweep(file, url, "--target-set", "actors.olivia.token=olivia")
            assert "give [actors.rick]" in told.stdout
            assert told.returncode == 1
        swept = sweep(file, url, "--target-set", "actors.rick.token=rick")
        assert swept.stdout == "nothing to remove\n"
    assert not list((tmp_path / "state").rglob("*.jsonl"))


def test_the_journal_holds_no_user_info(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays on the disk after a run that was killed; a sweep with or without it finds it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    url, named = "http://127.0.0.1:1", "http://rick:hunter2@127.0.0.1:1"
    Journal("clausecheck-0123ab", named).made("remove", {"id": "7"}, "o", fingerprints(OURS))
    (written,) = tmp_path.rglob("*.jsonl")
    text = written.read_text()
    assert "hunter2" not in text
    for held in (text, text.replace(url, named)):  # and what an older version has written
        written.write_text(held)
        for asked in (url, named):
            assert [each.path for _, entries in remembered(asked) for each in entries] == [
                {"id": "7"}
            ]


def test_what_goes_with_its_holder_is_not_told_of(tmp_path: Path) -> None:
    """Its own deletion is refused, and it can still be read; then what holds it is removed."""
    pen, box = {"name": "pen", "in": "path", **TEXT}, {"name": "box", "in": "path", **TEXT}
    gone = {"delete": {"responses": {"204": {"description": "Gone."}}}}
    made = {"post": {"responses": {"201": IT["200"]}}}
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "paths": {
            "/boxes": made,
            "/boxes/{box}": {"parameters": [box], **gone, "get": {"responses": IT}},
            "/boxes/{box}/pens": {"parameters": [box], **made},
            "/boxes/{box}/pens/{pen}": {
                "parameters": [box, pen],
                **gone,
                "get": {"responses": IT},
            },
        },
    }
    file = tmp_path / "boxes.json"
    file.write_text(json.dumps(told))

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.command == "DELETE":
            return (404 if "pens" in request.path else 204), {}, b""
        shown = json.dumps({"id": "clausecheck-x"}).encode()
        status = 201 if request.command == "POST" else 200
        return status, {"Content-Type": "application/json"}, shown

    with http(answer) as url:
        contract = contract_of(Manifest(document=file))
        target = load_target(None, base_url=url, settings=["ids.box=other"])
        world = World(contract, Client(contract.document, target), Settings())
        world.create("postBoxesBoxPens")
        assert world.cleanup.run() == []
        world.create("postBoxesBoxPens", path={"box": "other"})
        assert len(world.cleanup.run()) == 1
