"""Reads whole collections, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import UNSET, Api, Operation, Parameter
from clausegen.model.relations import chooses
from clausegen.words.filter import filters
from clausegen.words.ordering import asked, orderings
from clausegen.words.pagination import Pagination, held, pagination_of

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.client import Asked
from clausecheck.http.exchange import Exchange
from clausecheck.world.paging import LINKED, turn
from clausecheck.world.sameness import is_same_id
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
    operation: Operation,
    path: Mapping[str, str],
    query: Mapping[str, Any] | None = None,
    *,
    actor: str | Actor | None = None,
    pages: int = MAX_PAGES,
) -> Walk:
    """Turns the pages to the end. What goes wrong is told, not raised.

    Raises NotChecked for a list that needs a payload: nobody knows which one asks for all of it.
    """
    if (reason := chooses(operation)) is not None:
        raise NotChecked(reason)
    pages = min(pages, FEW) if operation.id in world.endless else pages
    names = pagination_of(world.document, operation)
    exchange = world.api.call(operation, actor=actor, path=path, query=query)
    read: list[Exchange] = []
    items: list[tuple[Item, ...]] = []
    seen: set[str] = set()
    while True:
        found = items_on(exchange, names)
        if read and _is_past_the_end(names, exchange, found):
            return Walk(pages=tuple(read), items_by_page=tuple(items))
        if found is None:
            return Walk(pages=tuple(read), items_by_page=tuple(items), failed=exchange)
        endless = _comes_again(names, found, items)
        read.append(exchange)
        items.append(tuple(found))
        on = turn(names, exchange, items)
        endless = endless or (on is not None and on.key in seen)
        if on is None or endless or len(read) >= pages:
            if len(read) >= MAX_PAGES:
                world.endless.add(operation.id)
            cut = on is not None and not endless
            return Walk(pages=tuple(read), items_by_page=tuple(items), endless=endless, cut=cut)
        seen.add(on.key)
        if on.link is not None:
            exchange = world.api.follow(exchange, on.link)
        else:
            whole_query = {**(query or {}), **on.query}
            exchange = world.api.call(operation, actor=actor, path=path, query=whole_query)


def _is_past_the_end(
    names: Pagination | None, exchange: Exchange, found: list[Item] | None
) -> bool:
    """Whoever counts pages or items sees the end when nothing is there, or no such page."""
    if names is None or names.style in LINKED:
        return False
    return found == [] or (found is None and 400 <= exchange.status < 500)  # noqa: PLR2004


def _comes_again(
    names: Pagination | None, found: list[Item], before: list[tuple[Item, ...]]
) -> bool:
    """The same page again, although another one was asked for."""
    is_asked = names is not None and names.style not in LINKED
    return is_asked and bool(before) and bool(found) and tuple(found) == before[-1]


def whole(
    world: Workshop,
    operation: Asked,
    path: Mapping[str, str],
    query: Mapping[str, Any] | None = None,
    *,
    actor: str | Actor | None = None,
    pages: int = MAX_PAGES,
) -> Walk:
    """Every item of a collection. Raises NotChecked if it cannot be read to the end."""
    operation = world.api.operation(operation)
    found = walk(world, operation, path, query, actor=actor, pages=pages)
    if found.failed is not None:
        raise NotChecked(f"{operation} was needed and answered {found.failed.answer}")
    if found.endless:
        raise NotChecked(f"the pages of {operation} lead in a circle")
    if found.cut:
        raise NotChecked(f"{operation} has more than {pages} pages")
    return found


def variations(
    document: Api, operation: Operation, *, besides: Parameter | None = None, orders: bool = True
) -> Iterator[dict[str, Any]]:
    """Queries with other parameters of a collection: each order, each side of each filter."""
    for each, values in filters(document, operation):
        if each is not besides:
            yield from ({each.name: value} for value in values)
    for each, word in orderings(operation) if orders else ():
        if each is not besides:
            yield from (asked(each, option) for option in word.options)


def items_on(exchange: Exchange, names: Pagination | None) -> list[Item] | None:
    """The items of one page; None if the answer is no page."""
    if not exchange.ok:
        return None
    values = held(exchange.json, names.items if names is not None else None)
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        return None
    return values


def among(
    world: Workshop, operation: Operation, items: Iterable[Item], path: Mapping[str, str]
) -> Item | None:
    """The item of a list that path values lead to."""
    listing = world.relations.collection(operation)
    creator = world.relations.creator(listing) if listing is not None else None
    providers = world.relations.provided_by(creator) if creator is not None else ()
    for item in items:
        for each in providers:
            if is_same_id(each.value(item), path.get(each.parameter, UNSET)):
                return item
    return None


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
