"""Requests as httpx sends them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec

from .answers import Operation
from .failures import NotSent, sendable
from .forms import body_arguments, whole_query
from .styles import cookies, filled, header, query

Http = httpx.Client | httpx.AsyncClient
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Secret:
    """What a security scheme puts into requests: where, under which name, behind which word."""

    place: str
    name: str
    value: str | tuple[str, str] | None = field(repr=False)
    word: str = ""

    @property
    def text(self) -> str:
        if isinstance(self.value, tuple):
            return f"Basic {b64encode(':'.join(self.value).encode()).decode()}"
        return f"{self.word} {self.value}".strip()


@dataclass(frozen=True, slots=True)
class Credentials:
    """The secrets that were given, by scheme. They go to the API, and never anywhere else."""

    secrets: Mapping[str, Secret] = field(default_factory=dict)
    usual: tuple[tuple[str, ...], ...] = ()
    """Alternatives of schemes for operations that name none of their own."""

    def of(self, operation: Operation[Any]) -> list[Secret]:
        """The first alternative that is whole, else whatever of them was given."""
        ways = self.usual if operation.security is None else operation.security
        given = {name: each for name, each in self.secrets.items() if each.value is not None}
        whole = next((way for way in ways if way and given.keys() >= {*way}), None)
        names = {name for way in ways for name in way} if whole is None else {*whole}
        return [each for name, each in given.items() if name in names]


@dataclass(frozen=True, slots=True)
class Values:
    """What one call puts into a request; what is None is left out, unless it is the body."""

    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    cookies: Mapping[str, Any] = field(default_factory=dict)
    querystring: Mapping[str, Any] = field(default_factory=dict)
    """One value that is the whole query string."""
    body: Any = msgspec.UNSET
    part_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of the parts of a form, by name."""


def calling(
    http: Http, credentials: Credentials, operation: Operation[Any], values: Values
) -> httpx.Request:
    """The request of an operation. Raises NotSent if it is none."""
    with sendable():
        return _calling(http, credentials, operation, values)


def _calling(
    http: Http, credentials: Credentials, operation: Operation[Any], values: Values
) -> httpx.Request:
    secrets = credentials.of(operation)
    url = _server(http, operation) + filled(operation.path, values.path, operation.styled("path"))
    parts = query(values.query, operation.styled("query"))
    parts += whole_query(values.querystring, operation.styled("querystring"))
    parts += query({each.name: each.text for each in secrets if each.place == "query"}, {})
    request = http.build_request(
        operation.method,
        f"{url}?{'&'.join(parts)}" if parts else url,
        **_body(operation, values),
    )
    styles = operation.styled("header")
    for name, value in values.headers.items():
        text = header(value, styles.get(name))
        if text is not None:
            request.headers[name] = text
    crumbs = cookies(values.cookies, operation.styled("cookie"))
    _authorize(request, secrets, crumbs)
    if operation.accepts:
        request.headers["accept"] = ", ".join(operation.accepts)
    return request


def _body(operation: Operation[Any], values: Values) -> dict[str, Any]:
    body = values.body
    if body is msgspec.UNSET or (body is None and not operation.null_body):
        return {}
    styles = operation.styled("form")
    return body_arguments(operation.media_type, body, styles, values.part_headers)


def following(
    http: Http, credentials: Credentials, operation: Operation[Any], link: str
) -> httpx.Request:
    """The request that follows a link of an answer. A link to another server is refused."""
    here = httpx.URL(_server(http, operation))
    with sendable():
        url = here.join(link)
    if (url.scheme, url.host, url.port) != (here.scheme, here.host, here.port):
        raise NotSent(f"not sent: {link} leads to another server than {here}")
    request = http.build_request("GET", url)
    with sendable():
        _authorize(request, credentials.of(operation), [])
    return request


def _server(http: Http, operation: Operation[Any]) -> str:
    """An operation with a server of its own goes there, unless all was sent elsewhere."""
    base = str(http.base_url).rstrip("/")
    documented, own = operation.server
    return (
        str(http.base_url.join(own)).rstrip("/") if own and base == (documented or base) else base
    )


def _authorize(request: httpx.Request, secrets: list[Secret], crumbs: list[str]) -> None:
    for each in secrets:
        if each.place == "headers":
            request.headers[each.name] = each.text
    crumbs += [f"{each.name}={each.text}" for each in secrets if each.place == "cookies"]
    if crumbs:
        request.headers["cookie"] = "; ".join(crumbs)
