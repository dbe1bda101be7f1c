"""Good answers of an operation, and how its pages follow each other."""

from __future__ import annotations

import msgspec

from clausegen.model import Api, Content, Operation, Response, Schema
from clausegen.render.shapes.flatten import attributes, flattened
from clausegen.render.shapes.media_types import preferred
from clausegen.words.pagination import Pagination


def good_answers(operation: Operation) -> list[tuple[int, Content | None]]:
    """Statuses of good answers with the preferred content of each; never empty."""
    found: dict[int, Content | None] = {}
    for each in operation.responses:
        status = _status(each, operation)
        if status is not None and status not in found:
            found[status] = preferred(each.contents)
    return list(found.items()) or [(200, None)]


def accepted(operation: Operation) -> tuple[str, ...]:
    """The media types that a client reads of the good answers."""
    contents = (content for _, content in good_answers(operation))
    return tuple(dict.fromkeys(each.media_type for each in contents if each is not None))


def _status(response: Response, operation: Operation) -> int | None:
    status = response.status
    if status.isdigit():
        return int(status) if status[0] in "23" else None
    if status.upper() in {"2XX", "3XX"}:
        return int(status[0]) * 100
    only = not any(each.is_success for each in operation.responses)
    return 200 if status == "default" and only else None


class Paging(msgspec.Struct, frozen=True):
    """The attributes of a page that link the next and hold the items."""

    next: str
    items: str
    item: Schema


def paging(api: Api, operation: Operation, content: Content | None) -> Paging | None:
    """How to go through the pages of an operation, if `x-contract` says that there are any."""
    if content is None or content.schema is None or operation.method != "get":
        return None
    parts = api.parts(content.schema)
    word = next((said for each in parts if (said := each.words.get(Pagination))), None)
    if word is None or word.style != "link" or not (word.items and word.next):
        return None
    found = {each.name: each for each in attributes(api, flattened(api, content.schema))}
    items, link = found.get(word.items), found.get(word.next)
    if items is None or link is None or not (items.required and link.required):
        return None
    held = flattened(api, items.schema).items
    return None if held is None else Paging(word.next, word.items, held)
