"""How answers look on the wire where the documentation leaves it open: see `Choices`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from clausegen.model import Api

from clausemock.choices import Choices
from clausemock.traffic import App, Message, Receive, Scope, Send

Headers = dict[bytes, bytes]

CONCERNED = (
    "errors",
    "updates",
    "hidden",
    "times",
    "extra_attributes",
    "pretty",
    "charset",
    "challenge",
    "location",
    "slash",
    "other_methods",
    "busy",
)
"""The choices that this module makes true."""

BUSY_EVERY = 40
"""Requests from one 429 to the next."""

TIMES: Mapping[str, Callable[[str], str]] = {
    "zulu": lambda time: time,
    "no_zone": lambda time: time.removesuffix("Z"),
    "offset": lambda time: time.removesuffix("Z") + "+00:00",
    "microseconds": lambda time: time.removesuffix("Z") + "000Z",
    "seconds": lambda time: time.partition(".")[0] + "Z",
}


def spoken(app: App, choices: Choices, api: Api, scheme: str) -> App:
    """The app with the choices that concern the wire; the same app if all are the usual ones."""
    if all(getattr(choices, name) == getattr(Choices(), name) for name in CONCERNED):
        return app
    count, says = 0, _Documented(api, scheme)

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal count
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        count += 1
        early = _early(scope, choices, count)
        if early is not None:
            await _send(send, *early)
            return
        if choices.slash == "added" and not says.slash(scope["path"]):
            scope = {**scope, "raw_path": scope["raw_path"][:-1], "path": scope["path"][:-1]}
        if choices.slash == "removed" and says.slash(scope["path"] + "/"):
            scope = {**scope, "raw_path": scope["raw_path"] + b"/", "path": scope["path"] + "/"}
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await app(scope, receive, keep)
        status, headers = messages[0]["status"], dict(messages[0]["headers"])
        body = b"".join(message.get("body", b"") for message in messages[1:])
        await _send(send, *_said(choices, says, scope, status, headers, body))

    return wrapped


class _Documented:
    """What the document says of a path."""

    def __init__(self, api: Api, scheme: str) -> None:
        self.challenge = f'{scheme} realm="api"'.encode()
        paths = {each.path for each in api.operations}
        self._slashed = [_pattern(each) for each in paths if each.endswith("/")]
        below = (each.rstrip("/").rpartition("/") for each in paths if each.endswith("}"))
        self._items = [(_pattern(above), last.strip("{}")) for above, _, last in below]

    def slash(self, path: str) -> bool:
        """The path is documented with a slash at its end."""
        return any(each.fullmatch(path) for each in self._slashed)

    def parameter(self, path: str) -> str:
        """The parameter that names an item of this collection; empty without one."""
        return next((name for each, name in self._items if each.fullmatch(path)), "")


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))


def _early(scope: Scope, choices: Choices, count: int) -> tuple[int, Headers, bytes] | None:
    """An answer that needs no look at the resources."""
    path: bytes = scope["raw_path"].partition(b"?")[0]
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    if choices.busy and count % BUSY_EVERY == 0:
        return 429, {b"retry-after": b"0"}, b""
    if scope["method"] in {"HEAD", "OPTIONS"} and not choices.other_methods:
        return 405, {b"allow": b"GET, POST, PUT, PATCH, DELETE"}, b""
    if choices.slash == "added" and not path.endswith(b"/"):
        return 308, {b"location": path + b"/" + query}, b""
    if choices.slash == "removed" and path.endswith(b"/"):
        return 308, {b"location": path.rstrip(b"/") + query}, b""
    return None


def _said(
    choices: Choices, says: _Documented, scope: Scope, status: int, headers: Headers, body: bytes
) -> tuple[int, Headers, bytes]:
    if choices.challenge and status == HTTPStatus.UNAUTHORIZED:
        headers[b"www-authenticate"] = says.challenge
    if status >= HTTPStatus.BAD_REQUEST:
        return status, *_error(choices, status, headers, body)
    if choices.updates == "empty" and scope["method"] in {"PUT", "PATCH"}:
        headers.pop(b"content-type", None)
        return status, headers, b""
    if not body:
        return status, headers, body
    value = _respelled(choices, msgspec.json.decode(body))
    if choices.location and status == HTTPStatus.CREATED:
        names = (says.parameter(scope["path"]), "id", "name")
        name = next((str(value[each]) for each in names if value.get(each)), "")
        headers[b"location"] = scope["raw_path"] + b"/" + quote(name, safe="").encode()
    if choices.charset:
        headers[b"content-type"] = b"application/json; charset=utf-8"
    body = msgspec.json.encode(value)
    return status, headers, msgspec.json.format(body, indent=4) if choices.pretty else body


def _error(choices: Choices, status: int, headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    if choices.errors == "text":
        return {**headers, b"content-type": b"text/plain"}, b"Sorry, that cannot be done."
    if choices.errors == "nothing":
        headers.pop(b"content-type", None)
        return headers, b""
    if choices.errors == "list":
        return headers, b"[" + body + b"]"
    if choices.errors == "problem":
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
        headers[b"content-type"] = b"application/problem+json"
        return headers, msgspec.json.encode(problem)
    return headers, body


def _respelled(choices: Choices, value: Any) -> Any:
    """The value with its times and attributes as chosen."""
    if isinstance(value, list):
        return [_respelled(choices, item) for item in value]
    if not isinstance(value, dict):
        return value
    shown = {
        name: _respelled(choices, item)
        for name, item in value.items()
        if name not in choices.hidden
    }
    for name, item in shown.items():
        if name.endswith(("_at", "_time")) and isinstance(item, str):
            shown[name] = TIMES[choices.times](item)
    return {**shown, "new_attribute": {"id": 1}} if choices.extra_attributes else shown


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    if status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        headers[b"content-length"] = str(len(body)).encode()
    start = {"type": "http.response.start", "status": status, "headers": list(headers.items())}
    await send(start)
    await send({"type": "http.response.body", "body": body})
