"""Following the links of a collection's pages shows each item exactly once, and leads back."""

from __future__ import annotations

from collections import Counter

from clausegen.model import Operation
from clausegen.words.ordering import orderings
from clausegen.words.pagination import PaginationClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.filling import Made, more_pages
from clausecheck.world.lists import Item, Walk, identity, is_among, items_on, link_on, walk
from clausecheck.world.world import World


def check(clause: PaginationClause, world: World) -> None:
    operation = clause.operation
    world.require(operation.id)
    path, made = more_pages(world, operation.id)
    if clause.way == "previous":
        _leads_back(clause, world, path)
        return
    for _ in range(2):  # somebody else may change the list meanwhile, but hardly twice
        known = [*made, *_in_other_orders(world, operation, path)]
        found = walk(world, operation.id, path)
        fault = _fault(world, operation, found, known)
        if fault is None and len(found.pages) > 1:
            return
    if fault is None:
        raise NotChecked("all items fit on one page, and no more could be added")
    if found.failed is not None:
        raise ContractFailure(clause, expected="a page behind next", exchange=found.failed)
    expected = f"every item exactly once on {len(found.pages)} pages"
    raise ContractFailure(clause, expected=expected, observed=fault, exchange=found.pages[-1])


def _in_other_orders(world: World, operation: Operation, path: dict[str, str]) -> list[Item]:
    """What the collection shows when it is sorted otherwise: it holds the same items then."""
    words = orderings(operation)
    queries = [{each.name: option.value} for each, word in words for option in word.options]
    return [item for query in queries for item in walk(world, operation.id, path, query).items]


def _fault(world: World, operation: Operation, found: Walk, known: Made) -> str | None:
    """What is wrong with a walk; None if every item came exactly once."""
    if found.failed is not None:
        return found.failed.answer
    if found.endless:
        return "next leads to a page that was seen before"
    times = Counter(identity(each) for each in found.items)
    for each in found.items:
        if times[identity(each)] > 1:
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


def _leads_back(clause: PaginationClause, world: World, path: dict[str, str]) -> None:
    names = clause.page
    found = walk(world, clause.operation.id, path, pages=2)
    if len(found.pages) < 2:  # noqa: PLR2004 - going back needs a second page
        raise NotChecked("the second page could not be read")
    first, second = found.pages
    link = link_on(second, names.previous)
    if link is None:
        raise ContractFailure(clause, expected="a link back on the second page", exchange=second)
    back = world.api.follow(second, link)
    before = {identity(each) for each in items_on(first, names) or ()}
    after = {identity(each) for each in items_on(back, names) or ()}
    # Others may add items meanwhile, so the page need not be the same to the last item.
    if not before & after or after & {identity(each) for each in items_on(second, names) or ()}:
        raise ContractFailure(clause, expected="the first page behind previous", exchange=back)
    if (start := link_on(first, names.previous)) is not None:
        observed = f"previous is {start}"
        raise ContractFailure(
            clause, expected="no page before the first", observed=observed, exchange=first
        )
