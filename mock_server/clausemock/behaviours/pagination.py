"""pagination: `next` and `previous` lead through a list, each item exactly once."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from clausegen.model import Api
from clausegen.words.pagination import Pagination as Word
from clausegen.words.pagination import held

from clausemock.store import Query, Record, Store


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A place in a list: the neighbour of the page, and the side the page lies on."""

    side: Literal["after", "before"]
    value: str
    id: str

    def __str__(self) -> str:
        return urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


class Page(msgspec.Struct, frozen=True):
    items: list[Record]
    next: Cursor | None = None
    previous: Cursor | None = None


class Pagination:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._on = on
        said = (schema.words.get(Word) for schema in api.schemas.values())
        self._word = next((each for each in said if each is not None), None)

    def page(self, store: Store, query: Query, cursor: Cursor | None, size: int) -> Page:
        """The page that the cursor leads to; the first one without a cursor."""
        if not self._on:
            cursor = None
        backwards = cursor is not None and cursor.side == "before"
        neighbour = (cursor.value, cursor.id) if cursor else None
        found = store.select(query, limit=size + 1, after=neighbour, backwards=backwards)
        items = found[:size]
        if backwards:
            items.reverse()
        if not items:
            return Page(items)
        more = len(found) > size
        has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
        return Page(
            items,
            Cursor("after", items[-1][query.order], items[-1]["id"]) if has_next else None,
            Cursor("before", items[0][query.order], items[0]["id"]) if has_previous else None,
        )

    def envelope(
        self, page: Page, items: list[Record], link: Callable[[Cursor], str]
    ) -> dict[str, Any]:
        """The response: the items as shown, and the links as the document names them."""
        word = self._word
        assert word is not None
        assert word.next is not None
        assert word.items is not None
        envelope: dict[str, Any] = {word.next: link(page.next) if page.next else None}
        if word.previous:
            envelope[word.previous] = link(page.previous) if page.previous else None
        return {**envelope, word.items: items}


def begins(word: Word, value: Any, size: int, known: Sequence[Record]) -> int:
    """The place in the `known` records at which the page begins that a parameter asks for."""
    if word.style == "page":
        return max(0, int(value) - word.begins) * size
    if word.style == "cursor" and word.last is not None:
        keys = [str(held(each, word.last)) for each in known]
        return keys.index(str(value)) + 1 if str(value) in keys else len(known)
    return max(0, int(value) - word.begins) if str(value).isdigit() else 0


def told(word: Word, ends: int, total: int, links: Mapping[str, str | None]) -> dict[str, Any]:
    """Attribute of the body -> its value, for a page before which `ends` items come to an end."""
    has_more = ends < total
    found: dict[str | None, Any] = {word.more: has_more, word.total: total}
    if word.style == "cursor":
        found[word.cursor] = str(ends) if has_more else None
    if word.style == "link":
        found |= {word.next: links["next"], word.previous: links["previous"]}
    return {way: value for way, value in found.items() if way is not None}


def header(word: Word, links: Mapping[str, str | None]) -> dict[str, str]:
    """The Link header, where the links stand there."""
    names = {word.relation: links["next"], word.previous: links["previous"]}
    said = [f'<{link}>; rel="{name}"' for name, link in names.items() if name and link]
    return {"link": ", ".join(said)} if word.style == "header" and said else {}


def cursor(text: str) -> Cursor | None:
    """The cursor of a link, or None when the text is none."""
    try:
        padded = text.encode() + b"=" * (-len(text) % 4)
        return msgspec.json.decode(urlsafe_b64decode(padded), type=Cursor)
    except (binascii.Error, ValueError):
        return None


BEHAVIOUR = Pagination
