"""What arrives piece by piece: the data of events, and JSON values one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, Content, Schema
from clausegen.model.streams import EVENTS, essence, is_stream
from clausegen.render.shapes.flatten import flattened


def held(api: Api, content: Content) -> Schema | None:
    """The schema of what a content holds: of a stream that of each piece.

    Of events it is that of their data; None if the data is text.
    """
    if not is_stream(content.media_type):
        return content.schema
    if content.item_schema is None:
        return _repeated(api, content)
    if essence(content.media_type) != EVENTS:
        return content.item_schema
    found = [*_data(api, content.item_schema)]
    if not found or None in found:
        return None
    given = tuple(each for each in found if each is not None)
    pointer = content.item_schema.pointer
    return given[0] if len(given) == 1 else Schema(pointer=pointer, any_of=given)


def _repeated(api: Api, content: Content) -> Schema | None:
    """Before OpenAPI 3.2 authors wrote the schema of a piece, or an array of pieces."""
    flat = flattened(api, content.schema) if content.schema is not None else None
    if flat is None or flat.types == ("string",):
        return None
    return flat.items if flat.types == ("array",) else content.schema


def _data(api: Api, event: Schema) -> Iterator[Schema | None]:
    """What `data` holds in an event, or in each of several."""
    flat = flattened(api, event)
    for branch in (*flat.any_of, *flat.one_of):
        yield from _data(api, branch)
    for each in flat.properties:
        if each.name == "data":
            yield flattened(api, each.schema).content_schema
