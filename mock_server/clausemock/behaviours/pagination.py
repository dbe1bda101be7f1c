"""pagination: `next` and `previous` lead through a list, each item exactly once."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any, Literal

import msgspec
from clausegen.model import Api
from clausegen.words.pagination import Pagination as Word

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
        envelope: dict[str, Any] = {word.next: link(page.next) if page.next else None}
        if word.previous:
            envelope[word.previous] = link(page.previous) if page.previous else None
        return {**envelope, word.items: items}


def cursor(text: str) -> Cursor | None:
    """The cursor of a link, or None when the text is none."""
    try:
        padded = text.encode() + b"=" * (-len(text) % 4)
        return msgspec.json.decode(urlsafe_b64decode(padded), type=Cursor)
    except (binascii.Error, ValueError):
        return None


BEHAVIOUR = Pagination
