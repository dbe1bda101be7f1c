"""The form that sends an operation: its fields and what they start with."""

from __future__ import annotations

from typing import Any

import msgspec

from clausegen.model import UNSET, Api, Operation, Parameter
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


class TryForm(msgspec.Struct, frozen=True, kw_only=True):
    method: str
    path: str
    pointer: str
    """Of the operation in the bundled document: its responses are checked against it."""
    servers: tuple[str, ...]
    fields: tuple[Field, ...]
    media_type: str | None
    body: str
    key: tuple[str, str, str] | None
    """(header or query, name, what it starts with) of the credential."""


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
        key=_key(api, operation),
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


def _key(api: Api, operation: Operation) -> tuple[str, str, str] | None:
    schemes = {each.name: each for each in api.security_schemes}
    for name, _ in next(iter(operation.security or ()), ()):
        scheme = schemes.get(name)
        if scheme is None or scheme.location == "cookie":
            continue
        if scheme.type == "apiKey":
            start = "Token " if "Token <" in scheme.description else ""
            return scheme.location or "header", scheme.key or "", start
        return "header", "Authorization", "Basic " if scheme.scheme == "basic" else "Bearer "
    return None
