"""A correct server of cases/library.yaml, and its faults."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tiny_servers import http

PAGE = 2


class Library:
    """`faults` are names of what it gets wrong."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        self.shelves: dict[str, dict[str, Any]] = {}
        self._ids = itertools.count(1)

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(request.path)
        key = parts.path.removeprefix("/shelves").strip("/")
        status, value = self._act(request, key, parse_qs(parts.query))
        body = b"" if value is None else json.dumps(value).encode()
        return status, {"Content-Type": "application/json"}, body

    def _act(self, request: Any, key: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if request.command == "POST":
            return self._create(request)
        if not key:
            return 200, self._page(query, f"http://{request.headers['Host']}/shelves")
        if key not in self.shelves:
            return 404, None
        if request.command == "DELETE":
            if "stuck" in self.faults:
                return 500, None
            if "kept" not in self.faults:
                del self.shelves[key]
            return 204, None
        return 200, self.shelves[key]

    def _create(self, request: Any) -> tuple[int, Any]:
        if request.headers.get("Authorization") != "Bearer librarian":
            return 401, None
        try:
            body = json.loads(request.body)
        except RecursionError:
            return 400, None
        label, size = body.get("label"), body.get("size", 3)
        if not isinstance(label, str) or not label or type(size) is not int:
            return 400, None
        key = f"s{next(self._ids)}"
        self.shelves[key] = {"id": key, "label": label, "size": size, "is_full": False}
        if "too_open" in self.faults:
            self.shelves[key] |= body
        return 201, self.shelves[key]

    def _page(self, query: dict[str, list[str]], url: str) -> dict[str, Any]:
        found = list(self.shelves.values())
        if "sort" in query and "unsorted" not in self.faults:
            descending = query["sort"] == ["-size"]
            found.sort(key=lambda each: each["size"], reverse=descending)
        start = int(query.get("from", ["0"])[0])
        after = start + PAGE + ("gap" in self.faults)
        sort = f"&sort={query['sort'][0]}" if "sort" in query else ""
        more = f"{url}?from={after}{sort}" if after < len(found) else None
        return {"items": found[start : start + PAGE], "more": more}


@contextmanager
def library(*faults: str) -> Iterator[str]:
    with http(Library(*faults).answer) as url:
        yield url
