"""The request that the samples of an operation send."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import quote

import msgspec

from clausegen.model import UNSET, Api, Content, Operation, Parameter, SecurityScheme, Server
from clausegen.render.docs.client_sample import TOKEN
from clausegen.render.shapes.examples import ExampleMaker

Kind = Literal["none", "json", "form", "multipart", "text"]
Pairs = tuple[tuple[str, str], ...]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What every sample sends."""

    method: str
    url: str
    query: Pairs
    headers: Pairs
    body: Any
    media_type: str | None

    @property
    def kind(self) -> Kind:
        """How the body is written."""
        if self.media_type is None:
            return "none"
        if "json" in self.media_type:
            return "json"
        if not isinstance(self.body, dict):
            return "text"
        forms: dict[str, Kind] = {
            "application/x-www-form-urlencoded": "form",
            "multipart/form-data": "multipart",
        }
        return forms.get(self.media_type, "text")

    @property
    def fields(self) -> Pairs:
        """Of a form: nested values as `a[b]`."""
        return tuple(_fields(self.body, ""))

    @property
    def text(self) -> str:
        """Of a body that is no form."""
        if isinstance(self.body, str):
            return self.body
        return json.dumps(self.body, indent=2, ensure_ascii=False)

    @property
    def full_url(self) -> str:
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in self.query)
        return f"{self.url}?{query}" if query else self.url


def _fields(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _fields(each, f"{name}[{key}]" if name else str(key))
    elif isinstance(value, list):
        for each in value:
            yield from _fields(each, f"{name}[]")
    else:
        yield name, text_of(value)


def example_request(api: Api, operation: Operation, maker: ExampleMaker) -> Request:
    path = operation.path
    for each in operation.parameters_in("path"):
        path = path.replace(f"{{{each.name}}}", quote(text_of(maker.parameter(each)), safe=""))
    content = chosen_content(operation)
    body = maker.body(content) if content else UNSET
    credentials, extra = _credentials(api, operation)
    return Request(
        method=operation.verb,
        url=server_url((*operation.servers, *api.servers)) + path,
        query=(*_needed(operation.parameters_in("query"), maker), *extra),
        headers=(*credentials, *_needed(operation.parameters_in("header"), maker)),
        body=body,
        media_type=content.media_type if content and body is not UNSET else None,
    )


def _needed(parameters: tuple[Parameter, ...], maker: ExampleMaker) -> Pairs:
    return tuple(
        (each.name, text_of(maker.parameter(each))) for each in parameters if each.required
    )


def chosen_content(operation: Operation) -> Content | None:
    """The JSON body where there is one."""
    if operation.body is None or not operation.body.contents:
        return None
    contents = operation.body.contents
    return next((each for each in contents if "json" in each.media_type), contents[0])


def server_url(servers: tuple[Server, ...]) -> str:
    """The first server, with its variables' defaults."""
    if not servers:
        return "https://api.example.com"
    url = servers[0].url
    for name, default in servers[0].variables:
        url = url.replace(f"{{{name}}}", default)
    url = url.rstrip("/")
    return url if re.match(r"https?://", url) else f"https://api.example.com{url}"


def text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ",".join(map(text_of, value))
    return json.dumps(value, ensure_ascii=False)


def _credentials(api: Api, operation: Operation) -> tuple[Pairs, Pairs]:
    """Headers and query parameters that the first way to authenticate needs."""
    schemes = {each.name: each for each in api.security_schemes}
    headers: list[tuple[str, str]] = []
    query: list[tuple[str, str]] = []
    for name, _ in next(iter(operation.security or ()), ()):
        scheme = schemes.get(name)
        if scheme is None:
            continue
        target = query if scheme.location == "query" else headers
        target.append(credential(scheme))
    return tuple(headers), tuple(query)


def credential(scheme: SecurityScheme) -> tuple[str, str]:
    """Name and value of the header or query parameter, with a placeholder for the secret."""
    return _key(scheme), _credential(scheme)


def _key(scheme: SecurityScheme) -> str:
    if scheme.location == "cookie":
        return "Cookie"
    return (scheme.key or "api_key") if scheme.type == "apiKey" else "Authorization"


def _credential(scheme: SecurityScheme) -> str:
    """The value's form is told by the scheme; for keys in Authorization, by its description."""
    if scheme.type == "http" and (scheme.scheme or "").lower() == "basic":
        return "Basic BASE64_OF_USER_AND_PASSWORD"
    if scheme.type != "apiKey":
        return f"Bearer {TOKEN}"
    if scheme.location == "cookie":
        return f"{scheme.key}={TOKEN}"
    prefix = re.search(r"`([A-Za-z]+) <", scheme.description)
    return f"{prefix.group(1)} {TOKEN}" if prefix else TOKEN
