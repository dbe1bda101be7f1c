"""Turning the pages of a collection shows each item exactly once, and leads back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from clausegen.model import Operation
from clausegen.words.ordering import asked, orderings
from clausegen.words.pagination import PaginationClause, held

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.filling import Made, more_pages, small
from clausecheck.world.lists import Item, Walk, identity, is_among, items_on, walk
from clausecheck.world.paging import link_on, wider
from clausecheck.world.world import World


def check(clause: PaginationClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    path, made = more_pages(world, operation)
    query = small(world, operation, path)
    if clause.way == "complete":
        _is_complete(clause, world, path, query, made)
    elif clause.way == "previous":
        _leads_back(clause, world, path, query)
    elif clause.way == "size":
        _is_limited(clause, world, path, query)
    else:
        _is_counted(clause, world, path, query)


def _is_complete(
    clause: PaginationClause,
    world: World,
    path: dict[str, str],
    query: Mapping[str, Any],
    made: Made,
) -> None:
    operation, is_whole = clause.operation, clause.page.style == "whole"
    for _ in range(2):  # somebody else may change the list meanwhile, but hardly twice
        known = [*made, *_in_other_orders(world, operation, path)]
        found = walk(world, operation, path, query)
        fault = _fault(world, operation, found, known)
        if fault is None and (other := _by_three(clause, world, path, query)) is not None:
            fault = _fault(world, operation, other, known)
            found = other if fault is not None else found
        if fault is None and (len(found.pages) > 1 or (is_whole and known)):
            return
    if fault is None and is_whole:
        raise NotChecked(f"nothing is known that {operation.id} has to show")
    if fault is None:
        raise NotChecked("all items fit on one page, and no more could be added")
    if found.failed is not None:
        way = clause.page.next or "a page"
        raise ContractFailure(clause, expected=f"a page behind {way}", exchange=found.failed)
    expected = f"every item exactly once on {len(found.pages)} pages"
    raise ContractFailure(clause, expected=expected, observed=fault, exchange=found.pages[-1])


def _by_three(
    clause: PaginationClause, world: World, path: dict[str, str], query: Mapping[str, Any]
) -> Walk | None:
    """Pages of one more than two, where the client counts what came.

    Of two items one may be lost: the next page begins with it, as if pages held one.
    """
    asked = wider(world.document, clause.operation, query)
    if not asked or (clause.page.style != "offset" and clause.page.last is None):
        return None
    found = walk(world, clause.operation, path, asked)
    return found if found.pages else None  # a limit of its own may refuse the size


def _in_other_orders(world: World, operation: Operation, path: dict[str, str]) -> list[Item]:
    """What the collection shows when it is sorted otherwise: it holds the same items then."""
    words = orderings(operation)
    queries = [asked(each, option) for each, word in words for option in word.options]
    return [item for query in queries for item in walk(world, operation, path, query).items]


def _fault(world: World, operation: Operation, found: Walk, known: Made) -> str | None:
    """What is wrong with a walk; None if every item came exactly once."""
    if found.failed is not None:
        return found.failed.answer
    if found.endless:
        return "next leads to a page that was seen before"
    times = Counter(identity(each) for each in found.items)
    for each in found.items:
        # Two items that look the same may be two, unless an id or whoever made them tells.
        if times[identity(each)] > 1 and ("id" in each or is_among(each, known)):
            return f"{shown(each)} came {times[identity(each)]} times"
    for each in known:
        if not (found.cut or identity(each) in times or _shows(world, operation, found, each)):
            return f"{shown(each)} never came, though it is there"
    return None


def _shows(world: World, operation: Operation, found: Walk, item: Item) -> bool:
    """By what paths call it, such as a name: attributes may differ for other reasons."""
    creator = world.relations.creator(operation)
    for each in world.relations.provided_by(creator) if creator is not None else ():
        value = each.value(item)
        if value is not None and any(each.value(other) == value for other in found.items):
            return True
    return is_among(item, found.items)


def _leads_back(
    clause: PaginationClause, world: World, path: dict[str, str], query: Mapping[str, Any]
) -> None:
    names = clause.page
    found = walk(world, clause.operation, path, query, pages=2)
    if len(found.pages) < 2:  # noqa: PLR2004 - going back needs a second page
        raise NotChecked("the second page could not be read")
    first, second = found.pages
    link = link_on(second, names, back=True)
    if link is None:
        raise ContractFailure(clause, expected="a link back on the second page", exchange=second)
    back = world.api.follow(second, link)
    before = {identity(each) for each in items_on(first, names) or ()}
    after = {identity(each) for each in items_on(back, names) or ()}
    # Others may add items meanwhile, so the page need not be the same to the last item.
    if not before & after or after & {identity(each) for each in items_on(second, names) or ()}:
        raise ContractFailure(clause, expected="the first page behind previous", exchange=back)
    if (start := link_on(first, names, back=True)) is not None:
        observed = f"previous is {start}"
        raise ContractFailure(
            clause, expected="no page before the first", observed=observed, exchange=first
        )


def _is_limited(
    clause: PaginationClause, world: World, path: dict[str, str], query: Mapping[str, Any]
) -> None:
    """Only a list with more items than were asked for tells."""
    if not query:
        raise NotChecked(f"{clause.operation.id} gives no small page")
    exchange = world.call(clause.operation, path=path, query=query)
    items, limit = items_on(exchange, clause.page), next(iter(query.values()), 0)
    if items is None:
        raise NotChecked(f"{clause.operation.id} was needed and answered {exchange.answer}")
    if len(items) > limit:
        observed = f"{len(items)} items"
        raise ContractFailure(
            clause, expected=f"at most {limit} items", observed=observed, exchange=exchange
        )
    if len(walk(world, clause.operation, path, query, pages=2).items) <= limit:
        raise NotChecked(f"the list holds no more than {limit} items")


def _is_counted(
    clause: PaginationClause, world: World, path: dict[str, str], query: Mapping[str, Any]
) -> None:
    for _ in range(2):  # somebody else may change the list meanwhile, but hardly twice
        found = walk(world, clause.operation, path, query)
        if found.failed is not None or found.cut or not found.is_sound:
            raise NotChecked(f"{clause.operation.id} cannot be read to its end")
        totals = [held(each.json, clause.page.total) for each in found.pages]
        if all(each == len(found.items) for each in totals):
            return
    observed = f"{clause.page.total} is {shown(held(found.pages[0].json, clause.page.total))}"
    raise ContractFailure(
        clause, expected=f"{len(found.items)} items", observed=observed, exchange=found.pages[0]
    )
