"""How a caller's credentials travel: as the document's securitySchemes say.

Of several ways the first is taken for which the caller has what it needs. A document that says
nothing about an operation gets the Authorization header.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

import msgspec
from clausegen.model import Api, Operation, SecurityScheme

from clausecheck.http.actors import Actor

AUTHORIZATION = "Authorization"
BEARER = "Bearer"
WORDS = (BEARER, "Token")


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """What is added to a request."""

    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    cookies: Mapping[str, str] = {}


def carried(api: Api, operation: Operation, actor: Actor) -> Carried:
    """The credentials of an actor for one operation."""
    if actor.is_anonymous:
        return Carried()
    if operation.security is None:
        return plain(actor)
    known = {each.name: each for each in api.security_schemes}
    for alternative in operation.security:
        schemes = [known[name] for name, _ in alternative if name in known]
        if schemes and all(_secret(each, actor) is not None for each in schemes):
            return _together([_of(each, actor) for each in schemes])
    return plain(actor) if any(operation.security) else Carried()


def lacking(api: Api, operation: Operation | None = None) -> str:
    """What an actor of the target file needs for one operation, or for any."""
    asked = operation.security if operation is not None else None
    names = {name for alternative in asked or () for name, _ in alternative}
    ways = [each for each in api.security_schemes if not names or each.name in names]
    return "username and password" if ways and all(map(_is_basic, ways)) else "a token"


def plain(actor: Actor) -> Carried:
    """Where the document says nothing of it."""
    if actor.username:
        return Carried(headers={AUTHORIZATION: f"Basic {actor.basic}"})
    if actor.token is None:
        return Carried()
    return Carried(headers={AUTHORIZATION: f"{actor.scheme or BEARER} {actor.token}"})


def _secret(scheme: SecurityScheme, actor: Actor) -> str | None:
    told = actor.credentials.get(scheme.name)
    if told is None and _is_basic(scheme):
        told = f"{actor.username}:{actor.password or ''}" if actor.username else None
    if told is not None or actor.credentials or scheme.type == "mutualTLS":
        return told
    return actor.token


def _of(scheme: SecurityScheme, actor: Actor) -> Carried:
    secret = _secret(scheme, actor) or ""
    if scheme.type == "apiKey":
        key = scheme.key or ""
        if scheme.location == "query":
            return Carried(query={key: secret})
        if scheme.location == "cookie":
            return Carried(cookies={key: secret})
        is_usual = key.lower() == AUTHORIZATION.lower()
        return Carried(headers={key: _worded(scheme, actor, secret) if is_usual else secret})
    if _is_basic(scheme):
        pair = base64.b64encode(secret.encode()).decode()
        return Carried(headers={AUTHORIZATION: f"Basic {pair}"})
    return Carried(headers={AUTHORIZATION: f"{actor.scheme or BEARER} {secret}"})


def _worded(scheme: SecurityScheme, actor: Actor, secret: str) -> str:
    """A key in the Authorization header: with a word before it where anybody speaks of one."""
    said = (each for each in WORDS if f"{each.lower()} " in scheme.description.lower())
    word = actor.scheme or next(said, None)
    return secret if " " in secret or word is None else f"{word} {secret}"


def _is_basic(scheme: SecurityScheme) -> bool:
    return scheme.type == "http" and (scheme.scheme or "").lower() == "basic"


def _together(found: list[Carried]) -> Carried:
    return Carried(
        headers={name: value for each in found for name, value in each.headers.items()},
        query={name: value for each in found for name, value in each.query.items()},
        cookies={name: value for each in found for name, value in each.cookies.items()},
    )
