"""One request and what came back, as a value."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from clausegen.model import Operation

from clausecheck.http.actors import Actor

READS = frozenset({"GET", "HEAD", "OPTIONS", "QUERY"})
"""Methods that change nothing."""
PAGE = re.compile(r"<(!doctype html|html)\b", re.IGNORECASE)
TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.IGNORECASE)
SHOWN = 200  # characters of an answer that a failure shows: enough to recognise it


class NoJson:
    """The type of NO_JSON: the answer holds no JSON value (null is a value)."""

    def __repr__(self) -> str:
        return "NO_JSON"

    def __bool__(self) -> bool:
        return False


NO_JSON = NoJson()


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and its answer. `status` is 0 when no answer came; `problem` says why."""

    operation: Operation | None = None
    """None for a request of none, such as one of the bare base URL."""
    actor: Actor
    method: str
    url: str
    path: Mapping[str, str] = {}
    """Values of the path parameters."""
    query: Mapping[str, Any] = {}
    sent: bytes | None = None
    carries: Mapping[str, str] = {}
    """Headers that are sent."""
    status: int = 0
    headers: Mapping[str, str] = {}
    """Names are in lower case."""
    text: str = ""
    json: Any = NO_JSON
    problem: str | None = None
    """Why there is no answer, or why its body is no JSON value."""
    seconds: float = 0.0

    @property
    def operation_id(self) -> str:
        """The operationId; "" for a request of no operation."""
        return self.operation.id if self.operation is not None else ""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 - the 2xx class

    @property
    def answer(self) -> str:
        """The answer in one line, for people."""
        if not self.status:
            return self.hidden(f"no answer: {self.problem}")
        try:
            line = f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            line = str(self.status)
        text = " ".join(self.text.split())
        if not text:
            return f"{line}, empty body"
        if PAGE.match(text):
            title = TITLE.search(text)
            return self.hidden(f"{line}, a page{f' called {title[1][:SHOWN]!r}' if title else ''}")
        said = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
        is_torn = self.ok and self.problem and "json" in self.headers.get("content-type", "")
        return self.hidden(f"{line} {said}{f' ({self.problem})' if is_torn else ''}")

    @property
    def curl(self) -> str:
        """The request as a command; the token stands in a shell variable."""
        parts = ["curl", "-i"]
        if self.method != "GET":
            parts += ["-X", self.method]
        for name, value in self.carries.items():
            header = f"{name}: {value}"
            is_secret = self.hidden(header) != header
            parts += ["-H", f'"{header}"' if is_secret else shlex.quote(header)]
        if self.sent is not None:
            parts += ["--data-binary", shlex.quote(self.sent.decode("utf-8", "replace"))]
        return self.hidden(" ".join([*parts, shlex.quote(self.url)]))

    def hidden(self, text: str) -> str:
        """The text without the caller's secrets, should the server echo them."""
        for each in self.actor.secrets:
            text = text.replace(each, self.actor.secret)
        return text
