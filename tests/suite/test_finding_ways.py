"""What a world does where a first request is refused, and when it gives up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clausecheck.failures import NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import TargetError, load_target
from clausecheck.run.contract import Settings, contract_of
from clausecheck.world.world import World
from clausegen.manifest import Manifest
from foreign import document
from tiny_servers import http

Reply = Callable[[str, str, Any], tuple[int, Any]]
"""(status, JSON value) for a method, a path and a payload."""


@contextmanager
def world(folder: Path, reply: Reply) -> Iterator[tuple[World, list[str]]]:
    asked: list[str] = []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        asked.append(f"{request.command} {request.path}")
        status, value = reply(request.command, request.path, json.loads(request.body or b"null"))
        return status, {"Retry-After": "99"} if status == 429 else {}, json.dumps(value).encode()

    file = folder / "openapi.json"
    file.write_text(json.dumps(document()))
    contract = contract_of(Manifest(document=file))
    with http(answer) as url:
        target = load_target(None, base_url=url, settings=["values.owner_id=3"])
        client = Client(contract.document, target)
        yield World(contract, client, Settings(prefix="clausecheck-abcdef")), asked


def test_what_is_called_optional_is_given_if_it_is_wanted(tmp_path: Path) -> None:
    def reply(method: str, _: str, body: Any) -> tuple[int, Any]:
        if method == "POST" and "owner_id" not in body:
            return 422, {"detail": "owner_id is needed"}
        return 201, {"id": 7, **(body or {})}

    with world(tmp_path, reply) as (made, asked):
        assert made.create("postCats").body["owner_id"] == 3
        assert made.create("postCats").body["owner_id"] == 3
    assert asked == ["POST /cats"] * 3


def test_what_never_succeeds_is_given_up(tmp_path: Path) -> None:
    with world(tmp_path, lambda *_: (400, None)) as (made, asked):
        for _ in range(30):
            with pytest.raises(NotChecked, match="postCats was needed and answered 400"):
                made.create("postCats")
    assert len(asked) < 10


def test_a_list_gives_ids_to_what_only_reads(tmp_path: Path) -> None:
    def reply(method: str, path: str, _: Any) -> tuple[int, Any]:
        if method == "POST":
            return 403, None
        return 200, [{"id": 12, "name": "x"}] if path == "/cats" else {"id": 12, "name": "x"}

    with world(tmp_path, reply) as (made, asked):
        assert made.path_for("getCatsId") == {"id": "12"}
        with pytest.raises(NotChecked):
            made.path_for("deleteCatsId")
        with pytest.raises(NotChecked):
            made.path_for("postDogsIdToys")
    assert not [each for each in asked if each.startswith("DELETE")]


def test_an_operation_with_a_limit_is_left_alone(tmp_path: Path) -> None:
    with world(tmp_path, lambda _, path, __: (429 if path == "/cats" else 200, [])) as (
        made,
        asked,
    ):
        for _ in range(3):
            with pytest.raises(NotChecked, match="429"):
                made.call("getCats")
        assert made.call("getDogs").status == 200
    assert asked == ["GET /cats", "GET /dogs"]


def test_a_wrong_key_is_named(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    file.write_text('base_url = "http://127.0.0.1:1"\n[actor.admin]\ntoken = "t"\n')
    with pytest.raises(TargetError, match=r"actor is not known; did you mean actors\?"):
        load_target(file)
