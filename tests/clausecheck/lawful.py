"""An implementation that keeps the documentation and differs where no dialect of the mock does.

It is the mock behind a server that changes requests or answers on their way.
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
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from running import mock
from tiny_servers import http as serving


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Request(NamedTuple):
    method: str
    path: str
    token: str
    body: bytes


Pass = Callable[[Request], Answer]
Variant = Callable[[Request, Pass], Answer]


@contextmanager
def behind(variant: Variant) -> Iterator[tuple[str, Path]]:
    """(base URL, target file) of a mock behind a variant."""
    here = threading.local()
    with mock() as target:
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


def wrong_tokens_are_403(request: Request, forward: Pass) -> Answer:
    """Only a request without credentials is a 401."""
    answer = forward(request)
    return Answer(403, {}, b"") if answer.status == 401 and request.token else answer


def other_host_in_links(request: Request, forward: Pass) -> Answer:
    """Links of pages name the public host, whatever host was asked."""
    answer = forward(request)
    text = re.sub(r"http://127\.0\.0\.1:\d+/", "https://service.giosg.com/", answer.body.decode())
    return answer._replace(body=text.encode())


_turns = itertools.count()


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


def different(request: Request, forward: Pass) -> Answer:
    """All of them at once."""
    for each in (wrong_tokens_are_403, other_host_in_links, busy):
        forward = partial(each, forward=forward)
    return forward(request)
