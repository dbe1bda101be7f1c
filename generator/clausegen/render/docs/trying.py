"""The form that sends an operation: its fields and what they start with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter, SecurityScheme
from clausegen.render.docs.code import pretty
from clausegen.render.docs.press import origin
from clausegen.render.docs.sample_request import chosen_content, text_of
from clausegen.render.shapes.examples import ExampleMaker


class Field(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    location: str
    required: bool
    value: str
    options: tuple[str, ...]


class Key(msgspec.Struct, frozen=True):
    """One credential: in a header or the query, and what its value starts with."""

    location: str
    name: str
    start: str


class Way(msgspec.Struct, frozen=True):
    """Credentials that are sent together; none for a caller without any."""

    label: str
    keys: tuple[Key, ...]


class TryForm(msgspec.Struct, frozen=True, kw_only=True):
    method: str
    path: str
    pointer: str
    """Of the operation in the bundled document: its responses are checked against it."""
    servers: tuple[str, ...]
    fields: tuple[Field, ...]
    media_type: str | None
    body: str
    ways: tuple[Way, ...]
    """The ways to authenticate that a page can send."""


MOCK = "http://127.0.0.1:8000"


def try_form(
    api: Api, operation: Operation, maker: ExampleMaker, *, has_mock: bool = False
) -> TryForm:
    content = chosen_content(operation)
    body = maker.body(content) if content else UNSET
    usable = (each for each in (*operation.servers, *api.servers) if origin(each))
    addresses = [_address(each) for each in usable]
    servers = dict.fromkeys([MOCK, *addresses] if has_mock else [*addresses, MOCK])
    return TryForm(
        method=operation.verb,
        path=operation.path,
        pointer=operation.pointer,
        servers=tuple(servers),
        fields=tuple(
            _field(each, maker) for each in operation.parameters if each.location != "cookie"
        ),
        media_type=content.media_type if content else None,
        body="" if body is UNSET else body if isinstance(body, str) else pretty(body),
        ways=tuple(_ways(api, operation)),
    )


def _address(server: Any) -> str:
    url: str = server.url
    for name, default in server.variables:
        url = url.replace(f"{{{name}}}", default)
    return url.rstrip("/")


def _field(parameter: Parameter, maker: ExampleMaker) -> Field:
    schema = parameter.schema
    options: tuple[str, ...] = ()
    if schema is not None and schema.enum:
        options = tuple(text_of(each) for each in schema.enum)
    elif schema is not None and schema.types == ("boolean",):
        options = ("true", "false")
    return Field(
        name=parameter.name,
        location=parameter.location,
        required=parameter.required,
        value=text_of(maker.parameter(parameter)) if parameter.required else "",
        options=options,
    )


def _ways(api: Api, operation: Operation) -> Iterator[Way]:
    """Cookies and client certificates are the browser's, not a page's."""
    schemes = {each.name: each for each in api.security_schemes}
    for way in operation.security or ():
        needed = [schemes.get(name) for name, _ in way]
        known = [each for each in needed if each is not None and _is_sendable(each)]
        if len(known) == len(way):
            label = " and ".join(each.name for each in known) or "no credentials"
            yield Way(label, tuple(map(_key, known)))


def _is_sendable(scheme: SecurityScheme) -> bool:
    return scheme.type != "mutualTLS" and scheme.location != "cookie"


def _key(scheme: SecurityScheme) -> Key:
    if scheme.type == "apiKey":
        start = "Token " if "Token <" in scheme.description else ""
        return Key(scheme.location or "header", scheme.key or "", start)
    return Key("header", "Authorization", "Basic " if scheme.scheme == "basic" else "Bearer ")
