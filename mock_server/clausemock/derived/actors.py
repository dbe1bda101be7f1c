"""Who calls: tokens of the mock in the document's own security schemes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping

from clausegen.model import Api, Operation, SecurityScheme

from clausemock.derived.call import Call

MOST_KNOWN = 1024
"""Texts of Authorization that are remembered."""
USUAL = "user"
"""The actor who may do everything, where the document names none."""


class Actors:
    """Names and tokens of all who may call."""

    def __init__(self, names: tuple[str, ...], api: Api) -> None:
        self.tokens: Mapping[str, str] = {f"mock-{name}": name for name in names or (USUAL,)}
        self._schemes = {each.name: each for each in api.security_schemes}
        self._known: dict[tuple[str, str], str | None] = {}

    def caller(self, call: Call) -> str | None:
        """The actor's name; None for nobody. Reads every alternative that the operation lists."""
        for alternative in call.operation.security or ():
            names = [self._bearer(call, scheme) for scheme, _ in alternative]
            if names and all(names):
                return names[0]
        return None

    def is_open(self, operation: Operation) -> bool:
        """Whether anybody may call it."""
        return not operation.security or () in operation.security

    def _bearer(self, call: Call, name: str) -> str | None:
        scheme = self._schemes.get(name)
        if scheme is None or scheme.type == "mutualTLS":
            return next(iter(self.tokens.values()))
        if scheme.type == "apiKey":
            return self._first(scheme, call)
        key = name, call.headers.get("authorization", "")
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._first(scheme, call)
        return self._known[key]

    def _first(self, scheme: SecurityScheme, call: Call) -> str | None:
        return next(
            (self.tokens[each] for each in _secrets(scheme, call) if each in self.tokens), None
        )


def _secrets(scheme: SecurityScheme, call: Call) -> Iterator[str]:
    """What the request carries where the scheme says."""
    if scheme.type == "apiKey" and scheme.key is not None:
        place: Mapping[str, str] = {
            "query": dict(call.query),
            "cookie": call.cookies,
        }.get(scheme.location or "", call.headers)
        key = scheme.key if scheme.location in {"query", "cookie"} else scheme.key.lower()
        value = place.get(key, "")
        yield value
        yield value.rpartition(" ")[2]
        return
    kind, _, value = call.headers.get("authorization", "").partition(" ")
    if scheme.type == "http" and (scheme.scheme or "").lower() == "basic":
        yield from _basic(value) if kind.lower() == "basic" else ()
        return
    if kind:
        yield value or kind


def _basic(value: str) -> Iterator[str]:
    """user:password, with the token as either."""
    try:
        yield from base64.b64decode(value, validate=True).decode().split(":", 1)
    except (binascii.Error, UnicodeDecodeError):
        return


def header_of(scheme: SecurityScheme, token: str) -> str:
    """How the token travels, as the option of a curl line."""
    if scheme.type == "apiKey":
        if scheme.location == "cookie":
            return f"--cookie '{scheme.key}={token}'"
        if scheme.location == "query":
            return f"--url-query '{scheme.key}={token}'"
        value = f"Token {token}" if (scheme.key or "").lower() == "authorization" else token
        return f"-H '{scheme.key}: {value}'"
    if scheme.type == "http" and (scheme.scheme or "").lower() == "basic":
        return f"-u '{token}:'"
    word = "Bearer" if scheme.type != "http" else (scheme.scheme or "Bearer").capitalize()
    return f"-H 'Authorization: {word} {token}'"
