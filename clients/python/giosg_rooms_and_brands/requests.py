"""Requests as httpx sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from .answers import Operation
from .encoding import body_arguments, filled

Http = httpx.Client | httpx.AsyncClient


@dataclass(frozen=True, slots=True)
class Credentials:
    """What goes with every request to the API, and never anywhere else."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Values:
    """What one call puts into a request; a header or cookie that is None is left out."""

    path: Mapping[str, Any] = field(default_factory=dict)
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str | None] = field(default_factory=dict)
    cookies: Mapping[str, str | None] = field(default_factory=dict)
    body: Any = None


def calling(
    http: Http, credentials: Credentials, operation: Operation[Any], values: Values
) -> httpx.Request:
    """The request of an operation."""
    body = values.body
    arguments = {} if body is None else body_arguments(operation.media_type, body)
    request = http.build_request(
        operation.method,
        str(http.base_url).rstrip("/") + filled(operation.path, values.path),
        params=[*values.query, *credentials.query.items()] or None,
        **arguments,
    )
    request.headers.update(_given(values.headers) | dict(credentials.headers))
    cookies = _given(values.cookies) | dict(credentials.cookies)
    if cookies:
        request.headers["cookie"] = "; ".join(map(_cookie, cookies, cookies.values()))
    return request


def following(http: Http, credentials: Credentials, link: str) -> httpx.Request:
    """The request that follows a link of an answer. A link to another server is refused."""
    url = http.base_url.join(link)
    here = http.base_url
    if (url.scheme, url.host, url.port) != (here.scheme, here.host, here.port):
        raise ValueError(f"{link} leads to another server than {here}: it is not followed")
    request = http.build_request("GET", url)
    request.headers.update(credentials.headers)
    return request


def _cookie(name: str, value: str) -> str:
    if ";" in value:
        raise ValueError(f"{name} cannot hold ';': it separates cookies")
    return f"{name}={value}"


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
