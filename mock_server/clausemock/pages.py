"""One page of what a query finds, with links to the pages beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from clausemock.behaviours import Behaviours
from clausemock.behaviours.filter import Filter
from clausemock.behaviours.ordering import Ordering
from clausemock.behaviours.pagination import Cursor, Pagination, cursor
from clausemock.choices import Choices
from clausemock.store import Query, Record, Store


class Request(Protocol):
    """What a page has to know of a request; the calls of generated server stubs know it."""

    operation: str
    path: str
    query: str
    headers: Mapping[str, str]


class NoSuchPageError(Exception):
    """A link that was never given."""


class Pages:
    """Filters, orders and cuts lists as the words of the document say."""

    def __init__(self, store: Store, words: Behaviours, choices: Choices) -> None:
        self._store, self._words, self._choices = store, words, choices

    def page(
        self,
        request: Request,
        query: Query,
        show: Callable[[Record], Record],
        arguments: Mapping[str, Any],
    ) -> dict[str, Any]:
        """The envelope. Raises NoSuchPageError."""
        query = self._words.get(Filter).apply(request.operation, query, arguments)
        if self._choices.newest_first:
            query = msgspec.structs.replace(query, direction="descending")
        query = self._words.get(Ordering).apply(request.operation, query, arguments)
        asked = dict(parse_qsl(request.query)).get("cursor")
        place = None if asked is None else cursor(asked)
        if asked is not None and place is None:
            raise NoSuchPageError
        pagination = self._words.get(Pagination)
        page = pagination.page(self._store, query, place, self._choices.page_size)
        items = [show(each) for each in page.items]
        return pagination.envelope(page, items, lambda each: _link(request, each))


def _link(request: Request, place: Cursor) -> str:
    scheme = request.headers.get("x-forwarded-proto", "http")
    host = request.headers.get("host", "localhost")
    asked = parse_qsl(request.query, keep_blank_values=True)
    query = urlencode([*(pair for pair in asked if pair[0] != "cursor"), ("cursor", str(place))])
    return f"{scheme}://{host}{quote(request.path)}?{query}"
