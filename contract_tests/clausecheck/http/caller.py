"""Whom a token belongs to, where the target tells no more than the token.

Every path of rooms and brands begins below an organization or a user. giosg's quickstart documents
`/api/v5/users/me`, which answers the caller; it is no operation of the document, so a server
without it breaks no clause: then the ids have to be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.http.target import Target
from clausecheck.http.wire import Wire
from clausecheck.world.relations import object_or_none

ME = "/api/v5/users/me"


def introduced(target: Target) -> Target:
    """The target with the organization and user of each actor that has a token alone."""
    unknown = [each for each in target.actors.values() if each.token and not each.own]
    if not unknown:
        return target
    wire = Wire(target)
    try:
        known = {each.name: _asked(wire, target, each) for each in unknown}
    finally:
        wire.close()
    return msgspec.structs.replace(target, actors={**target.actors, **known})


def _asked(wire: Wire, target: Target, actor: Actor) -> Actor:
    request = Exchange(operation="", actor=actor, method="GET", url=target.base_url + ME)
    exchange = wire.send(request)
    found = object_or_none(exchange) if exchange.ok else None
    return msgspec.structs.replace(actor, own=_ids(found or {}))


def _ids(user: Mapping[str, Any]) -> dict[str, str]:
    nested = user.get("organization")
    organization = nested.get("id") if isinstance(nested, dict) else None
    ids = {"organization_id": user.get("organization_id", organization), "user_id": user.get("id")}
    return {name: value for name, value in ids.items() if isinstance(value, str) and value}
