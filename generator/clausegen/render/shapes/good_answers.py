"""Good answers of an operation, and how its pages follow each other."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import Api, Content, Operation, Response, Schema
from clausegen.model.streams import essence, is_stream
from clausegen.render.shapes.flatten import attributes, flattened
from clausegen.render.shapes.media_types import preferred
from clausegen.words.pagination import Pagination


def good_answers(operation: Operation, media_type: str = "") -> list[tuple[int, Content | None]]:
    """Statuses of good answers with the content of each; never empty.

    The content is of the media type if that is one of several, else the preferred one. What has
    the media type comes first.
    """
    found: list[tuple[int, Content | None]] = []
    others: list[tuple[int, Content | None]] = []
    for status, contents in _documented(operation):
        wanted = next((e for e in contents if essence(e.media_type) == media_type), None)
        (found if wanted else others).append((status, wanted or preferred(contents)))
    return [*found, *others] or [(200, None)]


def other_types(operation: Operation) -> tuple[str, ...]:
    """The media types of good answers that are worth a call of their own.

    Those are streams, and whatever is not the usual content in another spelling.
    """
    found: dict[str, None] = {}
    for status, usual in good_answers(operation):
        for each in dict(_documented(operation)).get(status, ()):
            if usual is not None and essence(each.media_type) != essence(usual.media_type):
                is_other = is_stream(each.media_type) or not _same(each, usual)
                found |= {essence(each.media_type): None} if is_other else {}
    return tuple(each for each in found if "*" not in each)


def _same(content: Content, usual: Content) -> bool:
    first, second = content.schema, usual.schema
    return bool(first and second and first.ref and first.ref == second.ref)


def _documented(operation: Operation) -> Iterator[tuple[int, tuple[Content, ...]]]:
    """The good answers, each status once."""
    seen: set[int] = set()
    for each in operation.responses:
        status = _status(each, operation)
        if status is not None and status not in seen:
            seen.add(status)
            yield status, each.contents


def accepted(operation: Operation, media_type: str = "") -> tuple[str, ...]:
    """The media types that a client reads of the good answers, the usual one or the given first.

    Where a stream is the first, nothing but streams; those are compared with what comes, and so
    have no parameters.
    """
    contents = (content for _, content in good_answers(operation, media_type))
    types = tuple(dict.fromkeys(each.media_type for each in contents if each is not None))
    streams = tuple(dict.fromkeys(essence(each) for each in types if is_stream(each)))
    return streams if types and is_stream(types[0]) else types


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
