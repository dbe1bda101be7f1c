"""Security schemes as what a client is given: secrets, and where each goes."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from clausegen.model import Api, Operation, SecurityScheme

Ways = tuple[tuple[str, ...], ...]
"""Alternatives of schemes, each as the names of those that are needed together."""
PLACES = {"header": "headers", "query": "query", "cookie": "cookies"}
SHOWN_WORD = re.compile(r"`(\w+) <")
"""How a description shows the word before a token: "written as `Token <API token>`"."""


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a header, the query or a cookie called `key`, behind `word` if there is one.

    A pair is the user name and password of HTTP's Basic scheme.
    """

    scheme: str
    location: str
    key: str
    word: str = ""
    is_pair: bool = False

    @property
    def place(self) -> str:
        """Which of a request's collections it goes into."""
        return PLACES.get(self.location, "headers")

    @property
    def doc(self) -> str:
        if self.is_pair:
            return "user name and password."
        shown = f"`{self.word} ...`" if self.word else f"{self.location} {self.key}"
        return f"sent as {shown}."


def ways(api: Api, operation: Operation) -> Ways:
    """What an operation accepts, of the schemes that a client can send by itself."""
    known = {each.name for each in api.security_schemes if each.type != "mutualTLS"}
    choices = ([name for name, _ in choice] for choice in operation.security or ())
    return tuple(dict.fromkeys(tuple(each) for each in choices if known.issuperset(each)))


def usual_ways(api: Api) -> Ways:
    """What most operations accept."""
    counted = Counter(ways(api, each) for each in api.operations)
    return max(counted, key=lambda each: counted[each], default=())


def secrets(api: Api) -> tuple[Secret, ...]:
    """The schemes that operations ask for and that a client can send by itself."""
    used = {name for each in api.operations for choice in each.security or () for name, _ in choice}
    schemes = (each for each in api.security_schemes if each.name in used)
    return tuple(_secret(each) for each in schemes if each.type != "mutualTLS")


def _secret(scheme: SecurityScheme) -> Secret:
    if scheme.type == "apiKey":
        key = scheme.key or ""
        shown = SHOWN_WORD.search(scheme.description) if key.lower() == "authorization" else None
        word = shown[1] if shown else ""
        return Secret(scheme=scheme.name, location=scheme.location or "header", key=key, word=word)
    kind = (scheme.scheme or "bearer").lower() if scheme.type == "http" else "bearer"
    word = "".join(char for char in kind if char.isalnum() or char == "-").capitalize()
    return Secret(
        scheme=scheme.name,
        location="header",
        key="Authorization",
        word=word,
        is_pair=kind == "basic",
    )
