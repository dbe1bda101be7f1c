"""A correct server of cases/workshop.yaml, and its faults."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs
import yaml
from tiny_servers import http

DOCUMENT = Path(__file__).parent / "cases" / "workshop.yaml"
SCHEMAS = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))["components"]["schemas"]
UNSET: dict[str, Any] = {"color": "red", "weight": 60, "is_heavy": False, "is_sharp": False}
FIXED = ("maker", "serial")


class Workshop:
    """`faults` are names of what it gets wrong."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        self._ids = itertools.count(1)
        self.tools: dict[str, dict[str, Any]] = {}
        for weight in (70, 51, 90, 62):
            self._put({"name": "Saw", "maker": "Ada", "is_heavy": True, "weight": weight})

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(request.path)
        key = parts.path.removeprefix("/tools").strip("/")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        status, value = self._act(request, key, query)
        return status, {"Content-Type": "application/json"}, json.dumps(value).encode()

    def _act(self, request: Any, key: str, query: dict[str, str]) -> tuple[int, Any]:
        if request.command == "POST":
            body = json.loads(request.body)
            return (201, self._put(body)) if self._accepts("ToolInput", body) else (400, {})
        if not key:
            return self._list(query)
        if key not in self.tools:
            return (200, {"id": key}) if "inventive" in self.faults else (404, {})
        if request.command == "PATCH":
            body = json.loads(request.body)
            if not self._accepts("ToolPatch", body):
                return 400, {}
            fixed = () if "changeable" in self.faults else FIXED
            self.tools[key] |= {name: value for name, value in body.items() if name not in fixed}
        return 200, self.tools[key]

    def _accepts(self, name: str, body: Any) -> bool:
        schema = SCHEMAS[name]
        if "lenient" in self.faults:
            schema = {key: value for key, value in schema.items() if key != "allOf"}
        return bool(jsonschema_rs.is_valid(schema, body))

    def _put(self, body: dict[str, Any]) -> dict[str, Any]:
        number = next(self._ids)
        made = {"id": f"t{number}", "owner_id": str(uuid.UUID(int=number % 2 + 1))}
        made |= {"grade": f"{number % 2 + 1}.0", "sheath": None, **UNSET, **body}
        if "light" in self.faults:
            made["weight"] = number
        if "bare" in self.faults:
            made["sheath"] = None
        self.tools[made["id"]] = made
        return made

    def _list(self, query: dict[str, str]) -> tuple[int, Any]:
        found = list(self.tools.values())
        try:
            uuid.UUID(query.get("owner_id", str(uuid.UUID(int=0))))
        except ValueError:
            return 400, {}
        for name in {"owner_id", "grade"} & query.keys() - set(self.faults):
            found = [each for each in found if each[name] == query[name]]
        if "sort" in query and "sort" not in self.faults:
            found.sort(key=lambda each: each["weight"], reverse=query["sort"] == "-weight")
        return 200, found


@contextmanager
def workshop(*faults: str) -> Iterator[str]:
    with http(Workshop(*faults).answer) as url:
        yield url
