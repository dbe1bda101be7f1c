"""Requests that no document speaks of: a server refuses or takes them, and does not fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from clausegen.model import Operation
from clausegen.words.pagination import pagination_of

from clausecheck.http.ledger import WORD
from clausecheck.world.paging import link_on
from clausecheck.world.world import World

LONG = 5_000  # letters: more than a column of a database takes
DEEP = 200  # lists in lists: more than anybody sends; a parser may well give up at a thousand


def oddities(world: World, operation: Operation, path: Mapping[str, str]) -> Iterator[Any]:
    """Arguments of `World.call`, one request each."""
    for each in operation.parameters_in("query"):
        yield {"query": {each.name: WORD}}
    if operation.method == "get":
        yield from _torn_links(world, operation, path)
        return
    body = world.body_for(operation)
    if not isinstance(body, dict) or not body:
        return
    for attribute in world.bodies.attributes(operation):
        if world.choices.is_name(attribute.schema):
            yield {"body": {**body, attribute.name: world.text() + "x" * LONG}}
            break
    content = msgspec.json.encode(body)[:-1] + b',"clausecheck":' + b"[" * DEEP + b"]" * DEEP + b"}"
    yield {"content": content}
    yield {"body": body, "headers": {"Content-Type": "text/plain"}}


def _torn_links(world: World, operation: Operation, path: Mapping[str, str]) -> Iterator[Any]:
    """What a link to the next page says beside what was asked for, with other values."""
    page = pagination_of(world.document, operation)
    first = world.call(operation, path=path) if page is not None else None
    link = link_on(first, page) if page is not None and first is not None and first.ok else None
    for name, value in parse_qsl(urlsplit(link or "").query):
        yield {"query": {name: WORD}}
        yield {"query": {name: value[: len(value) // 2]}}
