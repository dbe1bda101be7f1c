"""Reads whole collections, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Parameter
from clausegen.words.filter import filters
from clausegen.words.ordering import orderings
from clausegen.words.pagination import Pagination, pagination_of

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.world.relations import object_or_none
from clausecheck.world.workshop import Workshop

MAX_PAGES = 400
FEW = 3  # pages of a collection that is known to have more than anybody reads
Item = Mapping[str, Any]


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """The pages of a collection as far as they could be read."""

    pages: tuple[Exchange, ...]
    items_by_page: tuple[tuple[Item, ...], ...]
    failed: Exchange | None = None
    """The answer that was no page."""
    endless: bool = False
    """A link led back to a page that was seen before."""
    cut: bool = False
    """There are more pages than we read."""

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(each for page in self.items_by_page for each in page)

    @property
    def is_sound(self) -> bool:
        """The links lead to the end, and no item came twice."""
        items = self.items
        return not self.endless and len({identity(each) for each in items}) == len(items)

    def page_of(self, item: Item) -> Exchange:
        """The exchange that showed an item: the evidence of a failure."""
        for page, items in zip(self.pages, self.items_by_page, strict=True):
            if any(each is item for each in items):
                return page
        return self.pages[-1]


def walk(
    world: Workshop,
    operation_id: str,
    path: Mapping[str, str],
    query: Mapping[str, Any] | None = None,
    *,
    actor: str | Actor | None = None,
    pages: int = MAX_PAGES,
) -> Walk:
    """Follows `next` to the end. What goes wrong is told, not raised."""
    pages = min(pages, FEW) if operation_id in world.endless else pages
    names = pagination_of(world.document, world.document.operation(operation_id))
    exchange = world.api.call(operation_id, actor=actor, path=path, query=query)
    read: list[Exchange] = []
    items: list[tuple[Item, ...]] = []
    seen: set[str] = set()
    while True:
        found = items_on(exchange, names)
        if found is None:
            return Walk(pages=tuple(read), items_by_page=tuple(items), failed=exchange)
        read.append(exchange)
        items.append(tuple(found))
        link = link_on(exchange, names.next if names else None)
        endless = link is not None and link in seen
        if link is None or endless or len(read) >= pages:
            if len(read) >= MAX_PAGES:
                world.endless.add(operation_id)
            cut = link is not None and not endless
            return Walk(pages=tuple(read), items_by_page=tuple(items), endless=endless, cut=cut)
        seen.add(link)
        exchange = world.api.follow(exchange, link)


def whole(
    world: Workshop,
    operation_id: str,
    path: Mapping[str, str],
    query: Mapping[str, Any] | None = None,
    *,
    actor: str | Actor | None = None,
) -> Walk:
    """Every item of a collection. Raises NotChecked if it cannot be read to the end."""
    found = walk(world, operation_id, path, query, actor=actor)
    if found.failed is not None:
        raise NotChecked(f"{operation_id} was needed and answered {found.failed.answer}")
    if found.endless:
        raise NotChecked(f"the pages of {operation_id} lead in a circle")
    if found.cut:
        raise NotChecked(f"{operation_id} has more than {MAX_PAGES} pages")
    return found


def variations(
    document: Api, operation: Operation, *, besides: Parameter | None = None
) -> Iterator[dict[str, Any]]:
    """Queries with other parameters of a collection: each order, each side of each filter."""
    for each, values in filters(document, operation):
        if each is not besides:
            yield from ({each.name: value} for value in values)
    for each, word in orderings(operation):
        if each is not besides:
            yield from ({each.name: option.value} for option in word.options)


def items_on(exchange: Exchange, names: Pagination | None) -> list[Item] | None:
    """The items of one page; None if the answer is no page."""
    if not exchange.ok:
        return None
    page = object_or_none(exchange)
    values = page.get(names.items) if names is not None and page is not None else exchange.json
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        return None
    return values


def link_on(exchange: Exchange, name: str | None) -> str | None:
    """A link of a page; None without one."""
    page = object_or_none(exchange)
    value = page.get(name) if page is not None and name is not None else None
    return value if isinstance(value, str) and value else None


def is_among(item: Item, items: Iterable[Item]) -> bool:
    """By its id; an item without one may show more or less of itself in another answer."""
    return any(_are_same(item, each) for each in items)


def _are_same(one: Item, other: Item) -> bool:
    if isinstance(one.get("id"), str) and isinstance(other.get("id"), str):
        return bool(one["id"] == other["id"])
    both = (one.keys() & other.keys()) - {"id"}
    return bool(both) and all(one[name] == other[name] for name in both)


def identity(item: Item) -> Any:
    """What makes an item itself: its id, or all of it."""
    value = item.get("id")
    return value if isinstance(value, str) else msgspec.json.encode(item, order="sorted")
