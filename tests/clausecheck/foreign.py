"""A service full of data, of shapes that invite harm, and what a run did to it."""

from __future__ import annotations

import copy
import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tiny_servers import http

THING = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 1},
        "owner_id": {"type": "integer", "minimum": 0},
        "deleted": {"type": "boolean", "readOnly": True},
    },
}
IDS = {"type": "object", "properties": {"ids": {"type": "array", "items": {"type": "integer"}}}}
MODES = {"type": "object", "properties": {"mode": {"type": "string"}}}
KINDS = ("cats", "dogs", "notes", "toys")
SEEDED = 5
ITEM = re.compile(r"/(?:dogs/\d+/)?(\w+)/([^/]+)")


class Foreign:
    """The data, every request, and what was done that nobody should have done."""

    def __init__(self) -> None:
        names = [f"{kind} of somebody" for kind in KINDS]
        self.data: dict[str, dict[str, Any]] = {
            kind: {str(i): {"id": i, "name": name} for i in range(1, SEEDED + 1)}
            for kind, name in zip(KINDS, names, strict=True)
        }
        for toy in self.data["toys"].values():
            toy["dog"] = str(toy["id"])
        self.data["tenants"] = {"acme": {"name": "acme"}}
        self.data["settings"] = {"all": {"mode": "safe"}}
        self.data["memberships"] = {"1": {"id": 1, "name": "of somebody"}}
        self.before = copy.deepcopy(self.data)
        self.actions: list[str] = []
        self.writes = 0
        self._ids = {kind: itertools.count(SEEDED + 1) for kind in KINDS}
        # What a run makes gets numbers that others have elsewhere.
        self._ids["cats"] = itertools.count(SEEDED - 2)
        for key in range(SEEDED - 2, SEEDED + 1):
            del self.data["cats"][str(key)], self.before["cats"][str(key)]

    @property
    def harm(self) -> list[str]:
        """What was there and is not as it was."""
        changed = [
            f"{kind} {key}"
            for kind, entries in self.before.items()
            for key, value in entries.items()
            if self.data[kind].get(key) != value
        ]
        return [*changed, *self.actions]

    @property
    def left(self) -> dict[str, set[str]]:
        """What is there now and was not before."""
        return {
            kind: new
            for kind, entries in self.data.items()
            if (new := {k for k in entries.keys() - self.before[kind] if not _gone(entries[k])})
        }

    def may(self, method: str, path: str) -> bool:
        """Whether a request can only reach what was not there before the run."""
        found, above = ITEM.fullmatch(path), re.match(r"/dogs/(\d+)/toys", path)
        if above is not None and above[1] in self.before["dogs"]:
            return False
        if method == "POST":
            return path.rsplit("/", 1)[-1] in {*KINDS, "memberships"} and path.count("/") in {1, 3}
        return found is not None and found[2] not in {"all", *self.before.get(found[1], {})}

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        path, method = urlsplit(request.path).path, request.command
        self.writes += method not in {"GET", "HEAD"}
        try:
            body = json.loads(request.body or b"null")
        except (ValueError, RecursionError):
            return 400, {}, b""
        status, value = self._act(method, path, body)
        content = b"" if value is None else json.dumps(value).encode()
        return status, {"Content-Type": "application/json"}, content

    def _act(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if path == "/settings":
            return self._settings(method, body)
        kind = path.rsplit("/", 1)[-1]
        if method == "GET" and kind in self.data:
            return 200, list(self.data[kind].values())
        if method == "POST" and kind in self.data and path.count("/") in {1, 3}:
            return self._create(kind, body, path)
        found = ITEM.fullmatch(path)
        if method != "POST" and found and found[1] in self.data and found[2] != "all":
            return self._item(method, found[1], found[2], body)
        acts = method != "GET" or path in {"/logout", "/session"}
        self.actions += [f"{method} {path}"] if acts else []
        return (404 if method == "GET" else 200), None

    def _settings(self, method: str, body: Any) -> tuple[int, Any]:
        if method != "GET":
            self.data["settings"]["all"] = body
        return 200, self.data["settings"]["all"]

    def _create(self, kind: str, body: Any, path: str) -> tuple[int, Any]:
        if kind == "memberships":  # what is there already
            return 200, self.data[kind]["1"]
        if not _is_right(body):
            return 400, None
        key = next(self._ids[kind])
        made = {**_written(body), "id": key}
        self.data[kind][str(key)] = made | ({"dog": path.split("/")[2]} if kind == "toys" else {})
        return 201, self.data[kind][str(key)]

    def _item(self, method: str, kind: str, key: str, body: Any) -> tuple[int, Any]:
        entries = self.data[kind]
        known = entries.get(key)
        if method == "PUT" and kind == "tenants":
            entries[key] = {"name": key}
            return (201 if known is None else 200), entries[key]
        if known is None or _gone(known):
            return 404, None
        if method == "DELETE" and kind == "notes":
            entries[key] = {**known, "deleted": True}
            return 204, None
        if method == "DELETE":
            del entries[key]
            if kind == "dogs":  # what hangs below goes with it
                toys = self.data["toys"]
                self.data["toys"] = {k: toy for k, toy in toys.items() if toy["dog"] != key}
            return 204, None
        if method in {"PUT", "PATCH"}:
            partial = {"name": "x"} if method == "PATCH" else {}
            if not isinstance(body, dict) or not _is_right({**partial, **body}):
                return 400, None
            entries[key] = {**known, **_written(body)}
        return 200, entries[key]


def _written(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name in {"name", "owner_id"}}


def _is_right(body: Any) -> bool:
    if not isinstance(body, dict) or not isinstance(body.get("name"), str) or not body["name"]:
        return False
    owner = body.get("owner_id", 0)
    return type(owner) is int and owner >= 0


def _gone(entry: Any) -> bool:
    return entry.get("deleted") is True


@contextmanager
def foreign() -> Iterator[tuple[Foreign, str]]:
    service = Foreign()
    with http(service.answer) as url:
        yield service, url


def document() -> dict[str, Any]:
    """What the service says of itself: every shape that invites harm."""
    paths: dict[str, Any] = {}
    for kind in ("cats", "dogs", "notes"):
        paths |= _collection(f"/{kind}", "id")
    paths |= _collection("/dogs/{id}/toys", "toy_id", above=("id",))
    paths["/cats"]["delete"] = _operation(204)
    paths["/dogs/all"] = {"delete": _operation(204)}
    paths["/cats/delete"] = {"post": _operation(200, body=IDS)}
    paths["/dogs/bulk"] = {"post": _operation(200, body=IDS)}
    paths["/shutdown"] = {"post": _operation(200)}
    paths["/logout"] = {"get": _operation(200)}
    paths["/session"] = {"get": {**_operation(200), "summary": "Ends the session."}}
    paths["/reset"] = {"post": _operation(200, body=MODES)}
    paths["/dogs/{id}/archive"] = {"post": _operation(200, path=("id",))}
    paths["/users/{name}/reset-token"] = {"post": _operation(200, path=("name",))}
    paths["/settings"] = {
        "get": _operation(200, answer=MODES),
        **{each: _operation(200, body=MODES, answer=MODES) for each in ("put", "patch", "post")},
    }
    paths["/memberships"] = {
        "get": _operation(200, answer={"type": "array", "items": THING}),
        "post": _operation(200, answer=THING),
    }
    paths["/memberships/{id}"] = {
        "get": _operation(200, answer=THING, path=("id",)),
        "delete": _operation(204, path=("id",)),
    }
    tenant = {"type": "object", "properties": {"name": {"type": "string"}}}
    paths["/tenants/{tenant}"] = {
        "get": _operation(200, answer=tenant, path=("tenant",)),
        "put": _put_tenant(tenant),
        "delete": _operation(204, path=("tenant",)),
    }
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Foreign", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Thing": THING}},
    }
    return copy.deepcopy(told)  # a test may change its own


def _collection(path: str, name: str, above: tuple[str, ...] = ()) -> dict[str, Any]:
    thing = {"$ref": "#/components/schemas/Thing"}
    item = (*above, name)
    return {
        path: {
            "get": _operation(200, answer={"type": "array", "items": thing}, path=above),
            "post": _operation(201, body=thing, answer=thing, path=above),
        },
        f"{path}/{{{name}}}": {
            "get": _operation(200, answer=thing, path=item),
            "put": _operation(200, body=thing, answer=thing, path=item),
            "patch": _operation(200, body={**THING, "required": []}, answer=thing, path=item),
            "delete": _operation(204, path=item),
        },
    }


def _put_tenant(tenant: Any) -> dict[str, Any]:
    """Makes what is not there yet."""
    found = _operation(201, answer=tenant, path=("tenant",))
    found["responses"]["200"] = found["responses"]["201"]
    return found


def _operation(
    status: int, *, body: Any = None, answer: Any = None, path: tuple[str, ...] = ()
) -> dict[str, Any]:
    response: dict[str, Any] = {"description": "Done."}
    if answer is not None:
        response["content"] = {"application/json": {"schema": answer}}
    found: dict[str, Any] = {"responses": {str(status): response, "404": {"description": "Not."}}}
    if body is not None:
        found["requestBody"] = {"content": {"application/json": {"schema": body}}}
    if path:
        kinds = {each: "string" if each in {"name", "tenant"} else "integer" for each in path}
        found["parameters"] = [
            {"name": each, "in": "path", "required": True, "schema": {"type": kind}}
            for each, kind in kinds.items()
        ]
    return found
