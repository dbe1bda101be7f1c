"""Implementations that keep the documentation and differ where it is silent.

Each is the mock behind a server that changes requests or answers on their way.
"""

from __future__ import annotations

import http.client
import itertools
import json
import re
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from runs import mock
from tiny_servers import http as serving


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    def with_json(self, value: Any) -> Answer:
        return self._replace(body=json.dumps(value).encode())


class Request(NamedTuple):
    method: str
    path: str
    token: str
    body: bytes


Pass = Callable[[Request], Answer]
Variant = Callable[[Request, Pass], Answer]


@contextmanager
def behind(variant: Variant, *arguments: str) -> Iterator[tuple[str, Path]]:
    """(base URL, target file) of a mock behind a variant."""
    here = threading.local()
    with mock(*arguments) as target:
        origin = urlsplit(tomllib.loads(target.read_text())["base_url"])

        def forward(request: Request) -> Answer:
            if not hasattr(here, "connection"):
                here.connection = http.client.HTTPConnection(origin.netloc)
            headers = {"Content-Type": "application/json", "Authorization": request.token}
            here.connection.request(
                request.method,
                request.path,
                body=request.body or None,
                headers={name: value for name, value in headers.items() if value},
            )
            answer = here.connection.getresponse()
            kind = answer.headers.get("Content-Type")
            return Answer(answer.status, {"Content-Type": kind} if kind else {}, answer.read())

        def answer(handler: Any) -> Answer:
            token = handler.headers.get("Authorization") or ""
            return variant(Request(handler.command, handler.path, token, handler.body), forward)

        with serving(answer) as url:
            yield url, target


def everywhere(value: Any, change: Callable[[dict[str, Any]], None]) -> Any:
    """Changes every object in a JSON value."""
    if isinstance(value, list):
        for each in value:
            everywhere(each, change)
    if isinstance(value, dict):
        for each in value.values():
            everywhere(each, change)
        change(value)
    return value


def changed(answer: Answer, change: Callable[[dict[str, Any]], None]) -> Answer:
    good = 200 <= answer.status < 300 and answer.body
    return answer.with_json(everywhere(answer.json, change)) if good else answer


def zoneless(request: Request, forward: Pass) -> Answer:
    """Times without a zone, in microseconds."""
    answer = forward(request)
    text = re.sub(r'(T\d\d:\d\d:\d\d\.\d\d\d)Z"', r'\g<1>000"', answer.body.decode())
    return answer._replace(body=text.encode())


def whole_seconds(request: Request, forward: Pass) -> Answer:
    """Times without a fraction: what is created in one second looks simultaneous."""
    answer = forward(request)
    text = re.sub(r'(T\d\d:\d\d:\d\d)\.\d+Z"', r'\1Z"', answer.body.decode())
    return answer._replace(body=text.encode())


def silent_writes(request: Request, forward: Pass) -> Answer:
    """PUT and PATCH answer 200 without a body."""
    answer = forward(request)
    quiet = request.method in {"PUT", "PATCH"} and answer.status == 200
    return Answer(200, {}, b"") if quiet else answer


def hiding(request: Request, forward: Pass) -> Answer:
    """What belongs to others does not exist for the outsider; hidden attributes are absent."""
    answer = forward(request)
    if answer.status == 403 and "outsider" in request.token:
        return Answer(404, {}, b"")

    def drop(value: dict[str, Any]) -> None:
        for name in ("created_at", "updated_at", "updated_by_user_id", "updated_by_user"):
            if value.get("is_shared") is True and value.get(name) is None:
                value.pop(name, None)

    return changed(answer, drop)


def bare_errors(request: Request, forward: Pass) -> Answer:
    """Errors are plain text, a list, or nothing at all."""
    answer = forward(request)
    if answer.status < 400:
        return answer
    kind, body = (("text/plain", b"no"), ("application/json", b'["no"]'), ("", b""))[
        answer.status % 3
    ]
    return Answer(answer.status, {"Content-Type": kind} if kind else {}, body)


def more_attributes(request: Request, forward: Pass) -> Answer:
    """Every object holds an attribute that the documentation does not know."""
    return changed(forward(request), lambda value: value.update(undocumented={"a": [1]}))


def wrong_tokens_are_403(request: Request, forward: Pass) -> Answer:
    """Only a request without credentials is a 401."""
    answer = forward(request)
    return Answer(403, {}, b"") if answer.status == 401 and request.token else answer


def refuses_unknown(request: Request, forward: Pass) -> Answer:
    """A payload with an attribute that cannot be written is a 400."""
    known = [
        "domain",
        "name",
        "language_code",
        "is_chat_encryption_enabled",
        "public_key_id",
        "router_id",
        "brand_id",
        "sensitive_data_purge_ttl",
        "bots_ignored_in_online_status",
        "is_pending_chat_messages_hidden",
        "is_auto_tagging_enabled",
        "is_analytics_tracking_enabled",
        "analytics_object_type",
        "analytics_custom_object",
        "is_ajax_tracking_enabled",
        "legacy_chat_dialog_id",
        "domain_room_id",
        "primary_color_code",
        "secondary_color_code",
        "logo_asset_id",
    ]
    answer = forward(request._replace(body=b"")) if request.method == "DELETE" else None
    try:
        body = json.loads(request.body or b"null")
    except ValueError:
        body = None
    if isinstance(body, dict) and set(body) - set(known):
        empty = forward(request._replace(body=b"["))  # who may not write is told so first
        return Answer(empty.status if empty.status != 400 else 400, {}, b"")
    return answer or forward(request)


def slashes(request: Request, forward: Pass) -> Answer:
    """Every path ends in a slash; others are redirected, with the method kept."""
    path, mark, query = request.path.partition("?")
    if not path.endswith("/"):
        return Answer(308, {"Location": f"{path}/{mark}{query}"}, b"")
    plain = path if path.endswith("/queues/") else path.rstrip("/")
    return forward(request._replace(path=f"{plain}{mark}{query}"))


def other_host_in_links(request: Request, forward: Pass) -> Answer:
    """Links of pages name the public host, whatever host was asked."""
    answer = forward(request)
    text = re.sub(r"http://127\.0\.0\.1:\d+/", "https://service.giosg.com/", answer.body.decode())
    return answer._replace(body=text.encode())


_turns = itertools.count()


def rate_limited(request: Request, forward: Pass) -> Answer:
    """Every fifteenth request is to be sent again."""
    if next(_turns) % 15 == 14:
        return Answer(429, {"Retry-After": "0"}, b"")
    return forward(request)


def busy(request: Request, forward: Pass) -> Answer:
    """Somebody else works in the organization, too."""
    answer = forward(request)
    if request.method == "POST" and next(_turns) % 5 == 0 and answer.status == 201:
        collection = request.path.rpartition("/")[2]
        body: dict[str, Any] = {"name": f"somebody else's {next(_turns)}"}
        body |= {f"{each}_color_code": None for each in ("primary", "secondary")}
        if collection in {"rooms", "brands", "allowed_tags"}:
            forward(request._replace(body=json.dumps(body).encode()))
    return answer


def stacked(*variants: Variant) -> Variant:
    """One implementation that differs in several ways."""

    def all_of(request: Request, forward: Pass) -> Answer:
        for each in variants:
            forward = _over(each, forward)
        return forward(request)

    return all_of


def _over(variant: Variant, forward: Pass) -> Pass:
    return lambda request: variant(request, forward)


def plain(request: Request, forward: Pass) -> Answer:
    return forward(request)


VARIANTS: dict[str, tuple[Variant, tuple[str, ...]]] = {
    "terse": (stacked(zoneless, silent_writes, bare_errors, hiding), ()),
    "strict": (stacked(whole_seconds, wrong_tokens_are_403, refuses_unknown, slashes), ()),
    "crowded": (stacked(more_attributes, other_host_in_links, rate_limited, busy), ()),
    "small pages": (plain, ("--page-size", "1")),
    "large pages": (plain, ("--page-size", "20")),
}
