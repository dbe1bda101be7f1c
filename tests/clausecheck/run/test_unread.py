"""What of a document could not be read is told with the verdicts, and fails nothing."""

from __future__ import annotations

import json
from pathlib import Path

from clausecheck.search.engine import Engine
from clausecheck.world.contract import contract_of
from clausegen.load import load_api
from clausegen.manifest import Manifest


def test_parts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    answer = {"responses": {"200": {"description": "Fine."}}}
    paths = {"/a": {"get": answer}, "/b": {"get": 5}, "/c": {"$ref": "nowhere.json"}}
    file = tmp_path / "api.json"

    def unread() -> tuple[str, ...]:
        value = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
        file.write_text(json.dumps(value))
        return contract_of(Manifest(document=file)).unread

    told = "not checked, as the document cannot be read there: "
    assert unread() == (f"{told}{file}:1 and 1 more (clausegen lint)",)
    del paths["/b"]
    assert unread() == (f"{told}{file}:1 (clausegen lint)",)
    del paths["/c"]
    assert unread() == ()


def test_a_pattern_that_nobody_can_read_costs_itself_alone(tmp_path: Path) -> None:
    r"""\z is Perl's and newer Python's; the operation is exercised without it."""
    name = {"type": "string", "pattern": r"^[\w.@+-]+\z", "maxLength": 9}
    odd = {"type": "object", "patternProperties": {r"^a\z": {"type": "integer"}}}
    body = {"type": "object", "required": ["name"], "properties": {"name": name, "odd": odd}}
    post = {
        "requestBody": {"content": {"application/json": {"schema": body}}, "required": True},
        "responses": {"201": {"description": "Made."}},
    }
    value = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    file = tmp_path / "api.json"
    file.write_text(json.dumps({**value, "paths": {"/a": {"post": post}}}))
    engine, seen = Engine(load_api(file)), []
    assert list(engine.fixed("post", "/a"))
    engine.search("post", "/a", seen.append, values={}, count=3, seed=1)
    assert any(each.is_valid and len(each.body["name"]) <= 9 for each in seen)
