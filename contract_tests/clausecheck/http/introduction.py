"""Whom a token belongs to, where the target tells no more than the token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from clausecheck.http.actors import Actor
from clausecheck.http.credentials import plain
from clausecheck.http.exchange import NO_JSON, Exchange
from clausecheck.http.target import Target
from clausecheck.http.wire import Wire

Ask = Callable[[str], Any]
"""The JSON value that the server answers to a GET of a path; None if it does not succeed."""
Introduce = Callable[[Ask], Mapping[str, str]]
"""A guest's own: values of path parameters that belong to the caller."""


def introduced(target: Target, introduce: Introduce | None) -> Target:
    """The target with what is known of each actor that has a token alone."""
    unknown = [each for each in target.actors.values() if each.token and not each.own]
    if introduce is None or not unknown:
        return target
    wire = Wire(target)
    try:
        own = {each.name: introduce(partial(_answer, wire, target, each)) for each in unknown}
    finally:
        wire.close()
    known = {
        name: msgspec.structs.replace(target.actors[name], own=values)
        for name, values in own.items()
    }
    return msgspec.structs.replace(target, actors={**target.actors, **known})


def _answer(wire: Wire, target: Target, actor: Actor, path: str) -> Any:
    carries = {**target.headers, **plain(actor).headers}
    url = target.base_url + path
    request = Exchange(actor=actor, method="GET", url=url, carries=carries)
    exchange = wire.send(request)
    return exchange.json if exchange.ok and exchange.json is not NO_JSON else None
