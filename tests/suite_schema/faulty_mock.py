"""`clausemock serve` with faults in its answers: python faulty_mock.py FAULT,FAULT [ARGUMENTS].

Each fault sees a request and its answer and may give another answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import clausemock.app
from clausemock.cli import main


class Seen(NamedTuple):
    """A request, and the mock's right answer to it."""

    method: str
    path: str
    sent: Any
    status: int
    body: Any
    media_type: str = "application/json"

    def about(self, method: str, ending: str) -> bool:
        return self.method == method and self.path.endswith(ending)


def crash_on_payload(seen: Seen) -> Seen:
    """A payload that is no object was not thought of."""
    if seen.about("POST", "/brands") and isinstance(seen.sent, list):
        return seen._replace(status=500, body={"detail": "boom"})
    return seen


def crash_on_text(seen: Seen) -> Seen:
    """Text beyond Latin-1 was not thought of."""
    name = seen.sent.get("name") if isinstance(seen.sent, dict) else None
    if seen.about("POST", "/rooms") and isinstance(name, str) and not name.isascii():
        return seen._replace(status=500, body={"detail": "boom"})
    return seen


def crash_on_id(seen: Seen) -> Seen:
    """An id that is no UUID was not thought of."""
    if seen.method == "GET" and seen.path.endswith("/overview") and seen.status == 404:
        return seen._replace(status=500, body={"detail": "boom"})
    return seen


def other_status(seen: Seen) -> Seen:
    if seen.method == "DELETE" and "/brands/" in seen.path and seen.status == 204:
        return seen._replace(status=202)
    return seen


def html(seen: Seen) -> Seen:
    if seen.about("GET", "/system_tags") and seen.status == 200:
        return seen._replace(body="<p>hello</p>", media_type="text/html")
    return seen


def wrong_type(seen: Seen) -> Seen:
    return _in_rooms(seen, lambda room: room.update(is_service_hours_enabled="no"))


def wrong_nested(seen: Seen) -> Seen:
    def break_user(room: dict[str, Any]) -> None:
        if isinstance(room.get("updated_by_user"), dict):
            room["updated_by_user"]["is_bot"] = "no"

    return _in_rooms(seen, break_user)


def left_out(seen: Seen) -> Seen:
    return _in_rooms(seen, lambda room: room.pop("display_name", None))


def online_while_closed(seen: Seen) -> Seen:
    return _in_rooms(seen, lambda room: room.update(is_online=True, is_open=False))


patched: set[str] = set()
refused: dict[str, str] = {}


def side_effect(seen: Seen) -> Seen:
    """A change of a room changes an attribute that was not sent, too."""
    if seen.status == 200 and seen.method in {"PATCH", "PUT"}:
        patched.discard(seen.path)
        if seen.method == "PATCH" and "sensitive_data_purge_ttl" not in seen.sent:
            patched.add(seen.path)
    if seen.method == "GET" and seen.path in patched and seen.status == 200:
        return seen._replace(body={**seen.body, "sensitive_data_purge_ttl": 999})
    return seen


def refused_but_done(seen: Seen) -> Seen:
    """A change that was refused is made all the same."""
    if seen.method == "PATCH" and seen.status == 403 and "name" in seen.sent:
        refused[seen.path] = seen.sent["name"]
    if seen.method == "GET" and seen.path in refused and seen.status == 200:
        return seen._replace(body={**seen.body, "name": refused[seen.path]})
    return seen


def odd_names(seen: Seen) -> Seen:
    """The names in lists are lists themselves."""
    if seen.about("GET", "/allowed_tags") and seen.status == 200:
        found = [{**each, "name": [each["name"]]} for each in seen.body["results"]]
        return seen._replace(body={**seen.body, "results": found})
    return seen


def down(seen: Seen) -> Seen:
    return seen._replace(status=500, body={"detail": "boom"})


def _in_rooms(seen: Seen, change: Callable[[dict[str, Any]], Any]) -> Seen:
    if seen.status not in {200, 201} or not isinstance(seen.body, dict):
        return seen
    for each in (seen.body, *seen.body.get("results", ())):
        if "is_service_hours_enabled" in each:
            change(each)
    return seen


def with_faults(app: Any, faults: list[Callable[[Seen], Seen]]) -> Any:
    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        started: dict[str, Any] = {}
        sent = answer = b""

        async def listening() -> Any:
            nonlocal sent
            message = await receive()
            sent += message.get("body", b"")
            return message

        async def holding(message: Any) -> None:
            nonlocal answer
            started.update(message if message["type"] == "http.response.start" else {})
            answer += message.get("body", b"")

        await app(scope, listening, holding)
        seen = Seen(scope["method"], scope["path"], _json(sent), started["status"], _json(answer))
        for fault in faults:
            seen = fault(seen)
        is_text = seen.media_type != "application/json"
        body = seen.body.encode() if is_text else json.dumps(seen.body).encode()
        body = b"" if seen.body is None else body
        headers = [(b"content-type", seen.media_type.encode())]
        headers.append((b"content-length", str(len(body)).encode()))
        started |= {"type": "http.response.start", "status": seen.status, "headers": headers}
        await send(started)
        await send({"type": "http.response.body", "body": body})

    return wrapped


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


if __name__ == "__main__":
    right, names = clausemock.app.build, sys.argv[1]
    chosen = [globals()[name] for name in names.split(",") if name]

    def build(options: clausemock.app.Options | None = None) -> Any:
        return with_faults(right(options), chosen)

    clausemock.app.build = build
    main(["serve", *sys.argv[2:]])
