"""Puts items into collections: one page alone cannot show that pages are linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from clausegen.model import Operation
from clausegen.words.pagination import pagination_of
from clausegen.words.references import References

from clausecheck.failures import NotChecked
from clausecheck.world.lists import is_among, walk
from clausecheck.world.paging import few
from clausecheck.world.relations import object_or_none
from clausecheck.world.state import fresh_references
from clausecheck.world.world import World

BOUND = 30
"""Items that one check may create to reach a second page."""
BOUND_AT_HOME = 120
"""The same where the server is on this machine: enough for pages of a hundred."""
Made = list[Mapping[str, Any]]


def more_pages(world: World, operation: Operation) -> tuple[dict[str, str], Made]:
    """(path values of a collection with several pages, items that were created in it).

    A list without pages gets two items.

    The created items reach over the end of a page, and to a third one if pages are not large.
    If nothing can be added, the list may have one page only. A collection is filled once.
    """
    path = world.path_for(operation)
    known = world.filled.get(operation.id)
    if known is None or known[0] != path:
        with world.cleanup.keeping():
            known = world.filled[operation.id] = _filled(world, operation, path)
    return known


def one_more(world: World, operation: Operation, path: dict[str, str]) -> bool:
    """Puts an item into a collection; False if nothing can be added."""
    add = _adding(world, operation, path)
    return add is not None and bool(add())


def _filled(
    world: World, operation: Operation, path: dict[str, str]
) -> tuple[dict[str, str], Made]:
    add = _adding(world, operation, path)
    if add is None:
        others = (path, *world.paths.alternatives(operation))
        return next((each for each in others if _first(world, operation, each)[1]), path), []
    page = pagination_of(world.document, operation)
    if page is not None and page.style == "whole":
        return path, [*add(), *add()]
    made: Made = []
    size, goes_on = _first(world, operation, path)
    for count in range(BOUND_AT_HOME if world.target.is_loopback else BOUND):
        if count > 2 * size if goes_on else count > size:
            break  # enough, or some of them do not come up at all
        made += add()
        if not goes_on:
            size, goes_on = _first(world, operation, path)
    return path, made


def _first(world: World, operation: Operation, path: Mapping[str, str]) -> tuple[int, bool]:
    """(how many items are on the first page, whether there is another)."""
    found = walk(world, operation, path, small(world, operation, path), pages=2)
    sizes = [len(each) for each in found.items_by_page]
    return sizes[0] if sizes else 0, len(sizes) > 1 or (bool(sizes) and found.failed is not None)


def small(world: World, operation: Operation, path: Mapping[str, str]) -> dict[str, int]:
    """The query that asks for small pages; empty where none can be had, or the server refuses it.

    A limit of its own, which the document does not tell, says nothing of how pages are turned.
    """
    query = few(world.document, operation, pagination_of(world.document, operation))
    return query if query and world.call(operation, path=path, query=query).ok else {}


def _adding(world: World, operation: Operation, path: dict[str, str]) -> Callable[[], Made] | None:
    """What adds one item to a collection, if the API can; the items, as far as they are known."""
    creator = world.relations.creator(operation)
    if creator is not None:
        return lambda: _created(world, creator, path)
    referring = _referring(world, operation)
    if referring is not None:
        return lambda: _referred(world, referring, path)
    maker = world.relations.maker(world.relations.resource(operation))
    if maker is None or not _comes_up(world, operation, path, _created(world, maker)):
        return None
    return lambda: _created(world, maker)


def _created(world: World, creator: Operation, path: dict[str, str] | None = None) -> Made:
    """A new item. Where the same target would give the same item, a new target is referred to."""
    body = fresh_references(world, creator)
    found = object_or_none(world.create(creator, body, path=path).exchange)
    return [found] if found is not None else []


def _comes_up(world: World, listing: Operation, path: dict[str, str], made: Made) -> bool:
    """What is created elsewhere shows in the list, too: a page of a book among all pages."""
    listed = walk(world, listing, path).items
    return any(is_among(each, listed) for each in made)


class Referring(msgspec.Struct, frozen=True, kw_only=True):
    """How a resource comes to refer to another one, and so into the list of those that do."""

    creator: Operation
    """Makes the resource."""
    writer: Operation
    """Sets its `attribute` to the other one's id."""
    attribute: str
    parameter: str
    """The list's path parameter, which holds that id."""


def _referring(world: World, listing: Operation) -> Referring | None:
    """A list below one resource holds those that refer to it, such as the books of an author."""
    names = [each.name for each in listing.parameters_in("path")]
    if not names:
        return None
    for name, schema in world.document.schemas.items():
        for each in world.document.attributes(schema):
            words = each.schema.words.get(References)
            if words is None or words.operation is None or words.parameter != names[-1]:
                continue
            for writer in world.relations.writers(name, each.name):
                found = _through(world, listing, writer, each.name)
                if found is not None:
                    return found
    return None


def _through(
    world: World, listing: Operation, writer: Operation, attribute: str
) -> Referring | None:
    if writer.method not in {"put", "patch"}:
        return None
    provider = world.relations.provider(writer, writer.parameters_in("path")[-1].name)
    if provider is None or not provider.creates:
        return None
    if world.relations.resource(provider.operation) != world.relations.resource(listing):
        return None
    return Referring(
        creator=provider.operation,
        writer=writer,
        attribute=attribute,
        parameter=listing.parameters_in("path")[-1].name,
    )


def _referred(world: World, how: Referring, path: Mapping[str, str]) -> Made:
    """A new resource that refers to what the list is of."""
    made = world.create(how.creator)
    body = world.body_for(how.writer, {how.attribute: path[how.parameter]})
    exchange = world.call(how.writer, path=made.path, body=body)
    if not exchange.ok:
        raise NotChecked(f"{how.writer} was needed and answered {exchange.answer}")
    found = object_or_none(made.exchange)
    return [found] if found is not None else []
