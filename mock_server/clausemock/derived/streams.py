"""What arrives piece by piece: a short stream, which ends."""

from __future__ import annotations

from typing import Any

import msgspec
from clausegen.model import Api, Content, Schema
from clausegen.model.streams import EVENTS, essence, is_stream

from clausemock.derived.values import Values

COUNT = 2
SEPARATED = b"\x1e"
"""What begins each value of json-seq (RFC 7464)."""


def stream(api: Api, content: Content, values: Values, seed: str) -> bytes | None:
    """Some items of the content's `itemSchema`; None for what is no stream of them."""
    schema = content.item_schema
    if schema is None or not is_stream(content.media_type):
        return None
    kind = essence(content.media_type)
    made = [values.record(schema, f"{seed}/{index}") for index in range(COUNT)]
    if kind == EVENTS:
        data = [_data(api, schema, values, f"{seed}/{index}") for index in range(COUNT)]
        return b"".join(_event(*each) for each in zip(made, data, strict=True))
    begin = SEPARATED if kind.endswith("json-seq") else b""
    return b"".join(begin + msgspec.json.encode(each) + b"\n" for each in made)


def _data(api: Api, event: Schema, values: Values, seed: str) -> str | None:
    """The data of an event where the document says what is in it."""
    for each in api.attributes(event):
        found = (part.content_schema for part in api.parts(each.schema))
        schema = next((one for one in found if one is not None), None)
        if each.name == "data" and schema is not None:
            return msgspec.json.encode(values.record(schema, seed)).decode()
    return None


def _event(made: Any, data: str | None) -> bytes:
    """Its fields, one a line; a line break in data begins another line of it."""
    known = dict(made) if isinstance(made, dict) else {"data": made}
    fields = {**known, "data": data} if data is not None else known
    lines = [
        f"{name}: {line}"
        for name, value in fields.items()
        for line in (str(value).split("\n") if name == "data" else [str(value)])
    ]
    return "\n".join([*lines, "", ""]).encode()
