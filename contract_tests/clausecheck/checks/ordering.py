"""A sorted collection: no item comes before its neighbour that belongs after it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from clausegen.model import Operation
from clausegen.words.ordering import OrderingClause, Sorting, orderings

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.lists import Item, Walk, identity, variations, walk
from clausecheck.world.moments import rank
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World

PAUSE = 0.01  # so that creation times differ where the server keeps milliseconds


def check(clause: OrderingClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    query = {} if clause.is_default else {clause.parameter.name: clause.sorting.value}
    path = world.path_for(operation)
    made = _three(world, operation, path, clause.sorting.by)
    found = _sorted(clause, world, path, query)
    _tells(clause, found)
    if found.is_sound and not found.cut:
        _holds(clause, world, found, made)
    for other in variations(world.document, operation, besides=clause.parameter):
        _sorted(clause, world, path, {**other, **query})


def _sorted(
    clause: OrderingClause, world: World, path: Mapping[str, str], query: Mapping[str, Any]
) -> Walk:
    """The list, which has to be in order."""
    operation, sorting = clause.operation, clause.sorting
    found = walk(world, operation, path, query)
    if found.failed is None and _fault(found, sorting) is not None:
        found = walk(world, operation, path, query)  # somebody may have changed an item
    if found.failed is not None:
        raise ContractFailure(clause, expected="a sorted list", exchange=found.failed)
    if (wrong := _fault(found, sorting)) is not None:
        before, after = wrong
        observed = f"{before[sorting.by]} comes before {after[sorting.by]}"
        expected, exchange = f"{sorting.by} {sorting.order}", found.page_of(after)
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)
    return found


def _fault(found: Walk, sorting: Sorting) -> tuple[Item, Item] | None:
    """Two neighbours in the wrong order; None if all are in order."""
    for before, first, after, second in _neighbours(found, sorting.by):
        if (second < first) if sorting.order == "ascending" else (second > first):
            return before, after
    return None


def _tells(clause: OrderingClause, found: Walk) -> None:
    """Raises NotChecked where another order would look the same."""
    by, order = clause.sorting.by, clause.sorting.order
    if not _differ(found, by):
        raise NotChecked(f"the list holds no two items that differ in {by}")
    options = (each for _, word in orderings(clause.operation) for each in word.options)
    for option in options:
        is_another = (option.by, option.order) != (by, order)
        if is_another and _differ(found, option.by) and _fault(found, option) is None:
            raise NotChecked(f"the items are sorted by {option.by}, {option.order}, as well")


def _differ(found: Walk, by: str) -> bool:
    return any(first != second for _, first, _, second in _neighbours(found, by))


def _three(world: World, listing: Operation, path: Mapping[str, str], by: str) -> list[Item]:
    """Three new items, the first of them changed last: so each attribute sorts them differently.

    What is created elsewhere may come up in the list or not, so only what is created in it returns.
    """
    inside = world.relations.creator(listing)
    creator = inside or world.relations.maker(world.relations.resource(listing))
    if creator is None:
        return []
    names = {each.name for each in world.bodies.attributes(creator)}
    values = world.bodies.acceptable(creator, by, {}) if by in names else []
    made = []
    for turn in range(3):
        body = {by: values[turn % len(values)]} if values else {}
        made.append(world.create(creator, body, path=path if inside else None))
        time.sleep(PAUSE)
    updating = world.relations.item(creator, "patch")
    if updating is not None:
        world.call(updating, path=made[0].path, body=world.body_for(updating))
    found = [object_or_none(each.exchange) for each in made] if inside else []
    return [each for each in found if each is not None]


def _neighbours(found: Walk, by: str) -> Iterator[tuple[Item, float, Item, float]]:
    """Items that follow each other, with what they are sorted by.

    Over the end of a page only where the pages are sound: otherwise another clause is broken.
    """
    pages = [found.items] if found.is_sound else found.items_by_page
    for items in pages:
        ranked = [(each, rank) for each in items if (rank := rank(each.get(by))) is not None]
        for (before, first), (after, second) in pairwise(ranked):
            yield before, first, after, second


def _holds(clause: OrderingClause, world: World, found: Walk, made: list[Item]) -> None:
    """Sorting loses nothing: what the list holds without being asked to sort, it holds sorted."""
    listed = {identity(each) for each in found.items}
    lacking = [each for each in made if identity(each) not in listed]
    plain = walk(world, clause.operation, found.pages[0].path).items if lacking else ()
    if {identity(each) for each in lacking} & {identity(each) for each in plain}:
        raise ContractFailure(
            clause,
            expected="a sorted list of all items",
            observed=f"{shown(lacking[0])} lacks, but is there without sorting",
            exchange=found.pages[0],
        )
