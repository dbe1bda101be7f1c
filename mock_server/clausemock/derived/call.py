"""One request as the mock reads it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from clausegen.model import UNSET, Api, Content, Operation
from clausegen.model import relations as related

from clausemock.derived.forms import form_values, multipart_values
from clausemock.derived.held import violations


class Call(msgspec.Struct, kw_only=True):
    """What came in."""

    operation: Operation
    method: str
    path: str
    """As asked for, without the query."""
    values: Mapping[str, str]
    """Of the path's parameters."""
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    content: bytes = b""
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)
    """Parameters by name, as values of their schemas."""
    body: Any = UNSET
    shape: Content | None = None
    """The media type in which the payload came."""
    actor: str | None = None
    neighbours: Callable[..., list[dict[str, Any]]] = lambda *_, **__: []
    """(attribute, value, everywhere=False) -> the records that have it where a write goes on, or
    in every collection of the kind."""

    @property
    def cookies(self) -> Mapping[str, str]:
        if "cookie" not in self.headers:
            return {}
        try:
            jar = SimpleCookie(self.headers["cookie"])
        except CookieError:
            return {}
        return {name: each.value for name, each in jar.items()}


class Fault(msgspec.Struct, frozen=True):
    """Something that the document does not allow in a request."""

    where: str
    """path, query, header, cookie or body."""
    name: str
    message: str

    def __str__(self) -> str:
        return f"{self.where} {self.name}: {self.message}" if self.name else self.message


def read_body(api: Api, call: Call) -> list[Fault] | None:
    """Fills `call.body` and `call.shape`; None for a media type that is not taken."""
    wanted = call.operation.body
    if wanted is None:
        return []
    if not call.content:
        return [Fault("body", "", "a payload is required")] if wanted.required else []
    call.shape = _content(call, wanted.contents)
    if call.shape is None:
        return None
    kind = _essence(call.headers.get("content-type", "application/json"))
    if related.is_json(kind):
        try:
            call.body = msgspec.json.decode(call.content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return [Fault("body", "", "the payload is not JSON")]
    elif kind == "application/x-www-form-urlencoded":
        call.body = form_values(api, call.shape, call.content)
    elif kind.startswith("multipart/"):
        call.body = multipart_values(api, call.shape, call.headers["content-type"], call.content)
    else:
        call.body = call.content
        return []
    return _body_faults(api, call)


def _body_faults(api: Api, call: Call) -> list[Fault]:
    assert call.shape is not None
    if call.shape.schema is None or _is_patch_document(call):
        return []
    errors = violations(api, call.shape.schema, call.body, "request")
    return [Fault("body", ".".join(map(str, each.path)), each.message) for each in errors]


def _is_patch_document(call: Call) -> bool:
    """JSON Patch is a list of changes; its schema, if any, speaks of those."""
    return isinstance(call.body, list) and "json-patch" in call.headers.get("content-type", "")


def _content(call: Call, contents: tuple[Content, ...]) -> Content | None:
    sent = _essence(call.headers.get("content-type", ""))
    if not sent:
        return related.json_content(contents) or (contents[0] if contents else None)
    for wanted in (sent, f"{sent.partition('/')[0]}/*", "*/*"):
        for each in contents:
            if _essence(each.media_type) == wanted:
                return each
    return related.json_content(contents) if related.is_json(sent) else None


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def split_query(raw: bytes) -> list[tuple[str, str]]:
    return parse_qsl(raw.decode("latin-1"), keep_blank_values=True) if raw else []
