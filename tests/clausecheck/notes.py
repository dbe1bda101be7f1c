"""A correct server of cases/notes.yaml, and faults that no single request shows."""

from __future__ import annotations

import copy
import itertools
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tiny_servers import http

WRITABLE = {"text": str, "is_done": bool, "rank": int}
Note = dict[str, Any]


class Notes:
    """`faults` are names of what it gets wrong."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        self.notes: dict[str, Note] = {}
        self.created: dict[str, Note] = {}
        """As they were made: what a stale index still holds."""
        self.bin: dict[str, Note] = {}
        self.open: set[str] = set()
        """What a visitor may see by mistake."""
        self.helped = 0
        """What somebody has made who may not remove it."""
        self._clock = itertools.count()

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(request.path)
        key = parts.path.removeprefix("/notes").strip("/")
        caller = (request.headers.get("Authorization") or "").removeprefix("Bearer ")
        status, value = self._admitted(caller, request, key, parse_qs(parts.query))
        if caller == "helper" and isinstance(value, dict):
            value = self._unmarked(value)
        body = b"" if value is None else json.dumps(value).encode()
        return status, {"Content-Type": "application/json"}, body

    def _unmarked(self, note: Note) -> Note:
        """What a helper sees of a note."""
        is_new = note["made_at"] == note["changed_at"]
        if "shown" in self.faults and not is_new:
            return note
        return {name: value for name, value in note.items() if name != "mark"}

    def _admitted(
        self, caller: str, request: Any, key: str, query: dict[str, list[str]]
    ) -> tuple[int, Any]:
        if caller not in {"writer", "visitor", "helper"}:
            return 401, None
        if caller == "helper":
            self.helped += request.command == "POST"
            if request.command == "DELETE":
                return 403, None  # which the document does not say
        if caller == "visitor" and not (request.command == "GET" and key in self.open):
            return (404, None) if key else (403, None)
        return getattr(self, f"_{request.command.lower()}")(request, key, query)

    def _post(self, request: Any, _: str, __: Any) -> tuple[int, Any]:
        sent = _read(request.body)
        if sent is None or "text" not in sent or self._is_taken(sent["text"]):
            return 400, None
        key, now = str(uuid.uuid4()), self._now()
        note = {
            "is_done": False,
            "rank": 0,
            "mark": 7,
            **sent,
            "id": key,
            "made_at": now,
            "changed_at": now,
        }
        self.notes[key] = note
        self.created[key] = copy.copy(note)
        return 201, note

    def _get(self, _: Any, key: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if key:
            return (200, self.notes[key]) if key in self.notes else (404, None)
        return 200, self._listed(query)

    def _patch(self, request: Any, key: str, __: Any) -> tuple[int, Any]:
        sent = _read(request.body)
        if key not in self.notes:
            return 404, None
        if sent is None or ("text" in sent and self._is_taken(sent["text"], key)):
            return 400, None
        self.notes[key] |= {**sent, "changed_at": self._now()}
        if "opened" in self.faults and "text" in sent:
            self.open.add(key)
        if "made again" in self.faults and "rank" in sent:
            self.notes[key]["made_at"] = self._now()
        return 200, self.notes[key]

    def _delete(self, _: Any, key: str, __: Any) -> tuple[int, Any]:
        if key not in self.notes:
            if "restored" in self.faults and key in self.bin:
                self.notes[key] = self.bin.pop(key)
            return 404, None
        self.bin[key] = self.notes.pop(key)
        if "neighbours" in self.faults and self.notes:
            self.notes.popitem()
        for note in self.notes.values() if "all done" in self.faults else ():
            note["is_done"] = not note["is_done"]
        for note in self.notes.values() if "touched" in self.faults else ():
            note["changed_at"] = self._now()
        return 204, None

    def _listed(self, query: dict[str, list[str]]) -> list[Note]:
        found = list(self.notes.values())
        if "is_done" in query:
            index = self.created if "stale filter" in self.faults else self.notes
            wanted = query["is_done"] == ["true"]
            found = [each for each in found if index[each["id"]]["is_done"] == wanted]
        if "sort" in query:
            index = self.created if "stale order" in self.faults else self.notes
            up = query["sort"] == ["rank"]
            found.sort(key=lambda each: index[each["id"]]["rank"], reverse=not up)
        if "stale list" in self.faults:
            found = [self.created[each["id"]] for each in found]
        return found

    def _is_taken(self, text: str, key: str = "") -> bool:
        if "taken" in self.faults and key:
            return False
        return any(each["text"] == text and each["id"] != key for each in self.notes.values())

    def _now(self) -> str:
        seconds, part = divmod(next(self._clock), 1000)
        return f"2026-01-01T00:{seconds // 60:02}:{seconds % 60:02}.{part:03}000Z"


def _read(body: bytes) -> dict[str, Any] | None:
    """The payload; None for a bad one."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    known = {name: value for name, value in sent.items() if name in WRITABLE}
    fits = all(type(value) is WRITABLE[name] for name, value in known.items())
    return known if fits and known.get("text") != "" else None


@contextmanager
def notes(server: Notes) -> Iterator[str]:
    with http(server.answer) as url:
        yield url
