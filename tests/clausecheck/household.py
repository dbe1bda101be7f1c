"""A service that somebody else uses at the same time, and that gives numbers back at once.

Whatever a deletion frees, also by a cascade, is somebody's the next moment, under the same number.
"""

from __future__ import annotations

import copy
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tiny_servers import http

INTEGER, TEXT = {"type": "integer"}, {"type": "string", "minLength": 1}
ATTRIBUTES: dict[str, dict[str, Any]] = {
    "households": {"name": TEXT},
    "pets": {"household_id": INTEGER, "weight": INTEGER},
    "visits": {"minutes": INTEGER},
    "notes": {"text": TEXT},
    "drafts": {"title": TEXT},
    "audits": {"level": INTEGER},
}
"""What a creation wants. Pets go with their household, notes stay as deleted, drafts are each
caller's own, visits are answered late, and nothing removes an audit."""
NO_NAMES = {"pets", "visits", "audits"}
SEEDED = (1, 2, 4)
LATE = 0.1  # seconds between a visit and its answer
ITEM = re.compile(r"/(\w+)/(\d+)")


class Household:
    """The data, whose it is, and what was done to somebody's."""

    def __init__(self) -> None:
        self.data: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in ATTRIBUTES}
        self.before: dict[tuple[str, str], dict[str, Any]] = {}
        self.writes = 0
        self.late = threading.Event()
        """A visit is there, and its answer on the way."""
        self.lateness = 0.0
        """Seconds that a deletion takes, before it has any effect."""
        self.removing = threading.Event()
        self._lock = threading.Lock()
        for kind in ATTRIBUTES:
            for key in SEEDED:
                self._somebody(kind, str(key))

    def _somebody(self, kind: str, key: str) -> None:
        values: dict[str, Any] = dict.fromkeys(ATTRIBUTES[kind], f"of somebody {key}")
        if kind in NO_NAMES:
            values = {name: int(key) + 40 for name in ATTRIBUTES[kind]}
        if kind == "pets":
            values["household_id"] = 1
        self.data[kind][key] = {"id": int(key), **values, "by": "somebody"}
        self.before[kind, key] = copy.deepcopy(self.data[kind][key])

    @property
    def harm(self) -> list[str]:
        return [f"{k} {key}" for (k, key), old in self.before.items() if self.data[k][key] != old]

    @property
    def left(self) -> dict[str, set[str]]:
        """What a run made and nobody removed."""
        return {
            kind: new
            for kind, entries in self.data.items()
            if (new := {k for k, v in entries.items() if v["by"] != "somebody" and not _gone(v)})
        }

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.command == "DELETE" and self.lateness:
            self.removing.set()
            time.sleep(self.lateness)
        with self._lock:
            status, value, is_late = self._answered(request)
        if is_late:
            self.late.set()
            time.sleep(LATE)
        content = b"" if value is None else json.dumps(value).encode()
        return status, {"Content-Type": "application/json"}, content

    def _answered(self, request: Any) -> tuple[int, Any, bool]:
        path, method = urlsplit(request.path).path, request.command
        self.writes += method not in {"GET", "HEAD"}
        caller = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if caller not in {"olivia", "rick"}:
            return 401, None, False
        try:
            body = json.loads(request.body or b"null")
        except (ValueError, RecursionError):
            return 400, None, False
        kind, found = path[1:], ITEM.fullmatch(path)
        if found is not None and found[1] in self.data:
            return *self._item(method, found[1], found[2], body, caller), False
        if kind not in self.data:
            return 404, None, False
        if method == "GET":
            return 200, [_seen(v) for v in self._list(kind, caller)], False
        status, value = self._create(kind, body, caller)
        return status, value, kind == "visits" and status == 201

    def _list(self, kind: str, caller: str) -> list[dict[str, Any]]:
        entries = self.data[kind].values()
        return [each for each in entries if kind != "drafts" or each["by"] in {caller, "somebody"}]

    def _create(self, kind: str, body: Any, caller: str) -> tuple[int, Any]:
        wanted = ATTRIBUTES[kind]
        if not self._is_right(kind, body, set(wanted)):
            return 400, None
        key = next(str(n) for n in range(1, 10_000) if str(n) not in self.data[kind])
        self.data[kind][key] = {"id": int(key), **{n: body[n] for n in wanted}, "by": caller}
        if kind == "households":  # with its first pet
            self._create("pets", {"household_id": int(key), "weight": 1}, caller)
        return 201, _seen(self.data[kind][key])

    def _is_right(self, kind: str, body: Any, needed: set[str]) -> bool:
        if not isinstance(body, dict) or not needed <= body.keys():
            return False
        for name in body.keys() & ATTRIBUTES[kind].keys():
            is_text = isinstance(body[name], str) and body[name] != ""
            if not (is_text if ATTRIBUTES[kind][name] is TEXT else type(body[name]) is int):
                return False
        return str(body.get("household_id", 1)) in self.data["households"]

    def _item(self, method: str, kind: str, key: str, body: Any, caller: str) -> tuple[int, Any]:
        known = self.data[kind].get(key)
        if known is None or (kind == "drafts" and known["by"] not in {caller, "somebody"}):
            return 404, None
        if method == "DELETE":
            return self._delete(kind, key)
        if method == "PATCH":
            if not self._is_right(kind, body, set()):
                return 400, None
            self.data[kind][key] = {**known, **{n: body[n] for n in ATTRIBUTES[kind] if n in body}}
        return 200, _seen(self.data[kind][key])

    def _delete(self, kind: str, key: str) -> tuple[int, Any]:
        if kind == "notes":
            if _gone(self.data[kind][key]):
                return 409, None
            self.data[kind][key] = {**self.data[kind][key], "state": "deleted"}
            return 204, None
        gone = self.data[kind].pop(key)
        if kind == "households":
            for pet in [k for k, v in self.data["pets"].items() if str(v["household_id"]) == key]:
                if self.data["pets"][pet]["by"] == "somebody":
                    continue
                del self.data["pets"][pet]
                self._somebody("pets", pet)
        if gone["by"] == "somebody":
            self.data[kind][key] = {"id": int(key), "by": "somebody", "harmed": True}
        else:
            self._somebody(kind, key)
        return 204, None


def _seen(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "by"}


def _gone(entry: dict[str, Any]) -> bool:
    return entry.get("state") == "deleted"


@contextmanager
def household() -> Iterator[tuple[Household, str]]:
    service = Household()
    with http(service.answer) as url:
        yield service, url


def document() -> dict[str, Any]:
    """What the service says of itself."""
    paths: dict[str, Any] = {}
    for kind, attributes in ATTRIBUTES.items():
        read_only = {"type": "integer", "readOnly": True}
        thing = {"type": "object", "required": [*attributes], "properties": {**attributes}}
        shown = {**thing, "properties": {"id": read_only, **attributes}}
        paths |= _collection(kind, shown, {**thing, "required": []})
    del paths["/audits/{id}"]["delete"], paths["/audits/{id}"]["patch"]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Household", "version": "1"},
        "security": [{"bearer": []}],
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        "paths": paths,
    }


def _collection(kind: str, shown: Any, partial: Any) -> dict[str, Any]:
    one, many = _answers(200, shown), _answers(200, {"type": "array", "items": shown})
    one["404"] = {"description": "Not there."}
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    gone = {"204": {"description": "Gone."}, "404": one["404"], "409": {"description": "Twice."}}
    return {
        f"/{kind}": {
            "get": {"responses": many},
            "post": {"requestBody": _body(shown), "responses": _answers(201, shown)},
        },
        f"/{kind}/{{id}}": {
            "parameters": [path],
            "get": {"responses": one},
            "patch": {"requestBody": _body(partial), "responses": one},
            "delete": {"responses": gone},
        },
    }


def _body(schema: Any) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answers(status: int, schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        str(status): {"description": "It.", "content": content},
        "400": {"description": "Wrong."},
        "401": {"description": "Who?"},
    }
