"""A world at a service of few lines, and things that are called by their names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.world import World
from clausegen.manifest import Manifest
from foreign import document
from tiny_servers import http

Reply = Callable[[str, str, Any], tuple[int, Any]]
"""(status, JSON value) for a method, a path and a payload."""


@contextmanager
def world(
    folder: Path, reply: Reply, given: dict[str, Any] | None = None
) -> Iterator[tuple[World, list[str]]]:
    asked: list[str] = []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        asked.append(f"{request.command} {request.path}")
        status, value = reply(request.command, request.path, json.loads(request.body or b"null"))
        return status, {"Retry-After": "99"} if status == 429 else {}, json.dumps(value).encode()

    file = folder / "openapi.json"
    file.write_text(json.dumps(given or document()))
    contract = contract_of(Manifest(document=file))
    with http(answer) as url:
        target = load_target(None, base_url=url, settings=["values.owner_id=3"])
        client = Client(contract.document, target)
        yield World(contract, client, Settings(prefix="clausecheck-abcdef")), asked


NAMED = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
NAME = [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]


def told(status: str, schema: Any = NAMED) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {status: {"description": "", "content": content}}


def taking(name: str, status: str, **more: Any) -> dict[str, Any]:
    sent = {"content": {"application/json": {"schema": NAMED}}}
    return {"operationId": name, "requestBody": sent, "responses": told(status), **more}


def named_things(items: dict[str, Any], **collection: Any) -> dict[str, Any]:
    """A document of things that are called by their names."""
    reading = {
        "get": {"operationId": "getThing", "parameters": NAME, "responses": told("200")},
        "delete": {
            "operationId": "deleteThing",
            "parameters": NAME,
            "responses": {"204": {"description": ""}},
        },
    }
    paths = {"/things/{name}": {**reading, **items}}
    return {**document(), "paths": {**paths, "/things": collection} if collection else paths}


class Things:
    """Keeps things by name; a PATCH may give another one."""

    def __init__(self) -> None:
        self.kept = {"before"}

    def reply(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        name = path.removeprefix("/things").strip("/")
        if method == "POST":
            new = name or body["name"]
            status = 409 if new in self.kept else 201
            self.kept.add(new)
            return status, {"name": new}
        if name not in self.kept:
            return 404, None
        if method in {"PATCH", "DELETE"}:
            self.kept.remove(name)
        if method == "PATCH":
            name = body["name"]
            self.kept.add(name)
        return (204, None) if method == "DELETE" else (200, {"name": name})
