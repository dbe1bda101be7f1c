"""Security schemes as arguments of a client."""

from __future__ import annotations

import re

import msgspec

from clausegen.model import Api, SecurityScheme
from clausegen.render.python.names import Scope, snake
from clausegen.render.python.source import literal

WORD = re.compile(r"`(\w+) <")
"""How a description shows the word that precedes a token: "written as `Token <API token>`"."""
LOCATIONS = {"header": "headers", "query": "query", "cookie": "cookies"}


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """One argument, and the lines that put it where the scheme says."""

    name: str
    type: str
    doc: str
    location: str
    code: tuple[str, ...]


def secrets(api: Api) -> tuple[Secret, ...]:
    """The schemes that a client can send by itself."""
    scope = Scope({"self", "base_url", "timeout", "retry", "transport"})
    used = {name for each in api.operations for choice in each.security or () for name, _ in choice}
    schemes = (each for each in api.security_schemes if each.name in used)
    return tuple(
        _secret(each, scope.add(snake(each.name, "secret")))
        for each in schemes
        if each.type != "mutualTLS"
    )


def _secret(scheme: SecurityScheme, name: str) -> Secret:
    if scheme.type == "apiKey":
        return _api_key(scheme, name)
    kind = (scheme.scheme or "bearer").lower() if scheme.type == "http" else "bearer"
    if kind == "basic":
        lines = (
            f'pair = ":".join({name}).encode()',
            'headers["Authorization"] = f"Basic {b64encode(pair).decode()}"',
        )
        doc = "user name and password."
        return Secret(name=name, type="tuple[str, str]", doc=doc, location="headers", code=lines)
    word = "Bearer" if kind == "bearer" else snake(kind).capitalize()
    code = (f'headers["Authorization"] = f"{word} {{{name}}}"',)
    return Secret(
        name=name, type="str", doc=f"sent as `{word} ...`.", location="headers", code=code
    )


def _api_key(scheme: SecurityScheme, name: str) -> Secret:
    key = scheme.key or ""
    location = LOCATIONS.get(scheme.location or "", "headers")
    shown = WORD.search(scheme.description)
    has_word = shown is not None and key.lower() == "authorization"
    value = f'f"{shown[1]} {{{name}}}"' if shown and has_word else name
    doc = (
        f"sent as `{shown[1]} ...`." if shown and has_word else f"sent as {scheme.location} {key}."
    )
    code = (f"{location}[{literal(key)}] = {value}",)
    return Secret(name=name, type="str", doc=doc, location=location, code=code)
