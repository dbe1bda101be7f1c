"""The pieces of a body that arrives piece by piece: JSON values in lines, or events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from clausegen.model import Api, Content, Schema
from clausegen.model.streams import EVENTS, essence, is_stream

from clausecheck.http.exchange import Exchange

FIELDS = frozenset({"data", "event", "id", "retry"})


class Piece(msgspec.Struct, frozen=True):
    """A value and what it has to keep; `fault` where there is no value."""

    schema: Schema
    value: Any = None
    fault: str = ""


def pieces(document: Api, content: Content, exchange: Exchange) -> Iterator[Piece]:
    """Of a body whose content has an `itemSchema`; the last one may still be on its way."""
    schema = content.item_schema
    if schema is None or not is_stream(content.media_type):
        return
    if essence(content.media_type) != EVENTS:
        for line in exchange.text.replace("\x1e", "\n").splitlines():
            yield from _json(schema, line) if line.strip() else ()
        return
    for event in _events(exchange.text):
        yield Piece(schema, event)
        for inner in _data(document, schema):
            yield from _json(inner, event["data"]) if "data" in event else ()


def _json(schema: Schema, text: str) -> Iterator[Piece]:
    try:
        yield Piece(schema, msgspec.json.decode(text))
    except (msgspec.DecodeError, RecursionError):
        yield Piece(schema, fault=f"{text[:40]!r} is no JSON")


def _events(text: str) -> Iterator[dict[str, Any]]:
    """As HTML reads text/event-stream: only what an empty line ends is an event."""
    event: dict[str, Any] = {}
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line and event:
            yield event
            event = {}
        elif name == "data" and "data" in event:
            event["data"] += f"\n{value}"
        elif name in FIELDS:
            event[name] = int(value) if name == "retry" and value.isdigit() else value


def _data(document: Api, event: Schema) -> Iterator[Schema]:
    """What `data` holds, where the schema of an event says so, whatever the event is."""
    for part in document.parts(event):
        for each in part.properties:
            if each.name == "data":
                found = (one.content_schema for one in document.parts(each.schema))
                yield from (one for one in found if one is not None)
