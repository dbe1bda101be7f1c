"""Ids that a payload names: whoever is there already stays as he is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from clausecheck.checks import check_of
from clausecheck.failures import NotOurs
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.world import World
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model.items import named_id
from tiny_servers import http

KEYS = {"type": "object", "properties": {"key": {"type": ["string", "integer"]}}}
PARTS = {"type": "object", "properties": {"key_id": {"type": "integer"}}}


def document(media: str = "application/json") -> dict[str, Any]:
    key = {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}
    answer = {"200": {"description": "It.", "content": {"application/json": {"schema": KEYS}}}}
    schema = KEYS if media == "application/json" else PARTS
    return {
        "openapi": "3.1.0",
        "info": {"title": "Keys", "version": "1"},
        "paths": {
            "/keys": {
                "post": {
                    "operationId": "add",
                    "requestBody": {"content": {media: {"schema": schema}}},
                    "responses": {"201": answer["200"]},
                }
            },
            "/keys/{key}": {
                "parameters": [key],
                "get": {"operationId": "read", "responses": answer},
                "patch": {
                    "operationId": "rename",
                    "requestBody": {"content": {"application/json": {"schema": KEYS}}},
                    "responses": answer,
                },
                "delete": {
                    "operationId": "remove",
                    "responses": {"204": {"description": "Gone."}},
                },
            },
        },
    }


@contextmanager
def overwriting(tmp_path: Path, media: str = "application/json") -> Iterator[tuple[Client, Any]]:
    """A server that answers 201 whether or not the key was there, and what it holds."""
    held = {"theme": "theirs", "7": "theirs"}

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        last = urlsplit(request.path).path.rpartition("/")[2]
        if request.command == "GET":
            return (200, {}, b"{}") if last in held else (404, {}, b"")
        if request.command == "DELETE":
            return (204, {}, b"") if held.pop(last, None) else (404, {}, b"")
        key = json.loads(request.body)["key"]
        held[str(key)] = "ours"
        status = 201 if request.command == "POST" else 200
        return status, {"Content-Type": "application/json"}, json.dumps({"key": key}).encode()

    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document(media)))
    with http(answer) as url:
        yield Client(load_api(file), load_target(None, base_url=url)), held


@pytest.mark.parametrize("key", ["theme", 7])
def test_nothing_is_overwritten_by_its_key(key: object, tmp_path: Path) -> None:
    with overwriting(tmp_path) as (client, held):
        with pytest.raises(NotOurs, match=r"may be there already: give \[values\] key"):
            client.call("add", body={"key": key})
        with pytest.raises(NotOurs):
            client.call("remove", path={"key": str(key)})
        assert set(held.values()) == {"theirs"}


def test_a_key_that_was_free_is_ours_until_it_is_removed(tmp_path: Path) -> None:
    with overwriting(tmp_path) as (client, held):
        assert client.call("add", body={"key": 8}).status == 201
        assert client.call("add", body={"key": 8}).status == 201
        assert client.call("remove", path={"key": "8"}).status == 204
        held["8"] = "theirs"
        with pytest.raises(NotOurs):
            client.call("add", body={"key": 8})


def test_nothing_is_renamed_to_what_is_there(tmp_path: Path) -> None:
    with overwriting(tmp_path) as (client, held):
        assert client.call("add", body={"key": "mine"}).status == 201
        with pytest.raises(NotOurs):
            client.call("rename", path={"key": "mine"}, body={"key": "theme"})
        assert held["theme"] == "theirs"
        assert client.call("rename", path={"key": "mine"}, body={"key": "other"}).status == 200


@pytest.mark.parametrize(
    "payload", [[{"key": 8}, {"key": 7}], {"item": {"key": 7}}, {"data": [{"key": 7}], "more": 1}]
)
def test_nothing_is_overwritten_by_one_of_several(payload: Any, tmp_path: Path) -> None:
    with overwriting(tmp_path) as (client, held):
        with pytest.raises(NotOurs, match=r"key '7' may be there already"):
            client.call("add", body=payload)
        assert held["7"] == "theirs"


@pytest.mark.parametrize("media", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_ids_in_forms_are_ids(media: str, tmp_path: Path) -> None:
    with overwriting(tmp_path, media) as (client, _), pytest.raises(NotOurs, match="key_id"):
        client.call("add", body={"key_id": 3})


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"code": 1, "message": "ok", "data": {"id": 7}}, "7"),
        ({"code": 1, "data": {"uuid": "a"}}, "a"),
        ({"code": 0, "message": "ok"}, None),
        ({"code": "C", "data": {"name": "n"}}, "C"),
        ({"id": 5, "data": {"id": 7}}, "5"),
        ({"dog": {"name": "rex"}}, "rex"),
    ],
)
def test_the_number_of_an_envelope_is_no_id(answer: Any, found: str | None) -> None:
    assert named_id(answer, "dog_id") == found


def numbered(kind: str = "integer") -> dict[str, Any]:
    """Boxes whose number the client chooses."""
    number = {"type": kind, "minimum": 1, "maximum": 40}
    box = {"type": "object", "required": ["number"], "properties": {"number": number}}
    told = {"description": "It.", "content": {"application/json": {"schema": box}}}
    gone = {"description": "Not there."}
    key = {"name": "number", "in": "path", "required": True, "schema": number}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "paths": {
            "/boxes": {
                "post": {
                    "operationId": "add",
                    "requestBody": {"content": {"application/json": {"schema": box}}},
                    "responses": {"201": told, "409": {"description": "Taken."}},
                }
            },
            "/boxes/{number}": {
                "parameters": [key],
                "get": {
                    "operationId": "read",
                    "responses": {"200": told, "404": gone},
                },
                "delete": {"operationId": "remove", "responses": {"204": gone, "404": gone}},
            },
        },
    }


def test_a_number_that_the_client_chooses_is_a_free_one_each_time(tmp_path: Path) -> None:
    held = {str(each) for each in range(1, 36)}
    theirs = set(held)

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        last = request.path.rpartition("/")[2]
        if request.command == "POST":
            last = str(json.loads(request.body)["number"])
            if last in held:
                return 409, {}, b""
            held.add(last)
        elif last not in held:
            return 404, {}, b""
        elif request.command == "DELETE":
            held.remove(last)
            return 204, {}, b""
        status = 201 if request.command == "POST" else 200
        shown = json.dumps({"number": int(last)}).encode()
        return status, {"Content-Type": "application/json"}, shown

    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(numbered()))
    with http(answer) as url:
        contract = contract_of(manifest_of(None, file))
        client = Client(contract.document, load_target(None, base_url=url))
        world = World(contract, client, Settings(prefix="clausecheck-0123ab"))
        made = [world.create("add").path["number"] for _ in range(3)]
        assert len(set(made)) == len(made)
        assert world.cleanup.run() == []
    assert held == theirs


@pytest.mark.parametrize(
    ("style", "explode", "shown"),
    [
        ("label", False, "/keys/.k5"),
        ("matrix", False, "/keys/;key=k5"),
        ("simple", False, "/keys/k5"),
    ],
)
def test_the_header_location_tells_the_id_in_every_style(
    style: str, shown: str, *, explode: bool, tmp_path: Path
) -> None:
    told = document()
    told["paths"]["/keys/{key}"]["parameters"][0] |= {"style": style, "explode": explode}
    gone = []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.command == "POST":
            return 201, {"Location": shown}, b""
        gone.append(request.path)
        return 204, {}, b""

    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with http(answer) as url:
        client = Client(load_api(file), load_target(None, base_url=url))
        client.call("add")
        assert client.call("remove", path={"key": "k5"}).status == 204
    assert gone == [shown]


def test_who_is_renamed_is_found_under_the_new_name(tmp_path: Path) -> None:
    """PATCH changes the name that is the id: the rest is looked at where it is now."""
    told = document()
    told["paths"]["/keys"]["post"]["requestBody"]["required"] = True
    person = {
        "type": "object",
        "required": ["key"],
        "properties": {"key": {"type": "string"}, "age": {"type": "integer"}},
    }
    content = {"application/json": {"schema": person}}
    for each in (told["paths"]["/keys"]["post"], told["paths"]["/keys/{key}"]["patch"]):
        each["requestBody"]["content"] = content
        for response in each["responses"].values():
            response["content"] = content
    told["paths"]["/keys/{key}"]["get"]["responses"]["200"]["content"] = content
    held: dict[str, Any] = {}

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        last = request.path.rpartition("/")[2]
        sent = json.loads(request.body or b"{}")
        if request.command != "POST" and last not in held:
            return 404, {}, b""
        before = {} if request.command == "POST" else held[last]
        if request.command in {"PATCH", "DELETE"}:
            del held[last]
        if request.command == "DELETE":
            return 204, {}, b""
        shown = {**before, **sent}
        held[shown["key"]] = shown
        status = 201 if request.command == "POST" else 200
        return status, {"Content-Type": "application/json"}, json.dumps(shown).encode()

    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with http(answer) as url:
        contract = contract_of(manifest_of(None, file))
        client = Client(contract.document, load_target(None, base_url=url))
        world = World(contract, client, Settings(prefix="clausecheck-0123ab"))
        check_of("partial")(contract.by_id["rename.partial"], world)
        assert world.cleanup.run() == []
    assert held == {}


class Boxes:
    """Forty places, most of them somebody's; a PUT fills one, or writes over it."""

    def __init__(self, created: int) -> None:
        self.created = created
        self.held = {str(each): "theirs" for each in range(1, 36)}

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        last = request.path.rpartition("/")[2]
        is_there, status = last in self.held, 200
        if request.command == "PUT":
            status = 200 if is_there else self.created
            self.held[last] = "ours"
        elif not is_there:
            return 404, {}, b""
        elif request.command == "DELETE":
            del self.held[last]
            return 204, {}, b""
        shown = json.dumps({"number": int(last)}).encode()
        return status, {"Content-Type": "application/json"}, b"" if status == 204 else shown


@contextmanager
def boxes(tmp_path: Path, created: int, kind: str = "integer") -> Iterator[tuple[World, Boxes]]:
    told = numbered(kind)
    put = told["paths"].pop("/boxes")["post"] | {"operationId": "put"}
    item = told["paths"]["/boxes/{number}"]
    shown = item["get"]["responses"]["200"]
    item["put"] = {**put, "responses": {"200": shown, "201": shown}}
    service, file = Boxes(created), tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with http(service.answer) as url:
        contract = contract_of(manifest_of(None, file))
        client = Client(contract.document, load_target(None, base_url=url))
        yield World(contract, client, Settings(prefix="clausecheck-0123ab")), service


@pytest.mark.parametrize(
    ("created", "kind"), [(201, "integer"), (200, "integer"), (204, "integer"), (201, "number")]
)
def test_a_number_in_a_path_that_the_client_chooses_is_a_free_one(
    created: int, kind: str, tmp_path: Path
) -> None:
    with boxes(tmp_path, created, kind) as (world, service):
        before = dict(service.held)
        made = [world.create("put") for _ in range(3)]
        numbers = [each.path["number"] for each in made]
        assert len(set(numbers)) == len(numbers)
        assert [each.body for each in made] == [{"number": int(each)} for each in numbers]
        assert world.valid("put").ok
        assert world.call("put", path=made[0].path, body=made[0].body).ok
        assert set(service.held) - set(before) >= set(numbers)
        assert world.cleanup.run() == []
    assert service.held == before


def test_a_number_that_was_drawn_is_not_sent_where_something_is(tmp_path: Path) -> None:
    with boxes(tmp_path, 201) as (world, service):
        number = world.api.ledger.draw(7)
        for operation in ("put", "remove"):
            with pytest.raises(NotOurs):
                world.call(operation, path={"number": number})
        free = world.api.ledger.draw(39)
        assert world.call("remove", path={"number": free}).status == 404
        assert set(service.held.values()) == {"theirs"}
