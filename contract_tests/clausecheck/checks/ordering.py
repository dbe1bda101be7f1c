"""A sorted collection: no item comes before its neighbour that belongs after it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from clausegen.clauses import Clause
from clausegen.contract import Sorting

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.lists import Item, Walk, identity, walk
from clausecheck.moments import moment
from clausecheck.relations import object_or_none
from clausecheck.world import World

PAUSE = 0.01  # so that creation times differ where the server keeps milliseconds


def check(clause: Clause, world: World) -> None:
    assert clause.operation is not None
    world.require(clause.operation)
    sorting, query = _asked(clause, world)
    path = world.path_for(clause.operation)
    made = _three(world, clause.operation, path, sorting.by)
    found = walk(world, clause.operation, path, query)
    if found.failed is None and _fault(found, sorting) is not None:
        found = walk(world, clause.operation, path, query)  # somebody may have changed an item
    if found.failed is not None:
        raise ContractFailure(clause, expected="a sorted list", exchange=found.failed)
    if (wrong := _fault(found, sorting)) is not None:
        before, after = wrong
        observed = f"{before[sorting.by]} comes before {after[sorting.by]}"
        expected, exchange = f"{sorting.by} {sorting.order}", found.page_of(after)
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)
    _tells(clause, world, found, sorting)
    if found.is_sound and not found.cut:
        _holds(clause, world, found, made)


def _fault(found: Walk, sorting: Sorting) -> tuple[Item, Item] | None:
    """Two neighbours in the wrong order; None if all are in order."""
    for before, first, after, second in _neighbours(found, sorting.by):
        if (second < first) if sorting.order == "ascending" else (second > first):
            return before, after
    return None


def _tells(clause: Clause, world: World, found: Walk, sorting: Sorting) -> None:
    """Raises NotChecked where another order would look the same."""
    if not any(first != second for _, first, _, second in _neighbours(found, sorting.by)):
        raise NotChecked(f"the list holds no two items that differ in {sorting.by}")
    assert clause.operation is not None
    parameters = world.document.operation(clause.operation).parameters_in("query")
    words = (each.words.ordering for each in parameters if each.words.ordering is not None)
    for option in (each for word in words for each in word.options):
        if (option.by, option.order) == (sorting.by, sorting.order):
            continue
        seen = [each for each in _neighbours(found, option.by) if each[1] != each[3]]
        if seen and _fault(found, option) is None:
            raise NotChecked(f"the items are sorted by {option.by}, {option.order}, as well")


def _asked(clause: Clause, world: World) -> tuple[Sorting, Mapping[str, Any]]:
    """What is to be sorted by, and the query that asks for it; none for the default."""
    sorting = clause.detail
    assert isinstance(sorting, Sorting)
    assert clause.operation is not None
    if clause.id.endswith(".ordering.default"):
        return sorting, {}
    parameters = world.document.operation(clause.operation).parameters_in("query")
    name = next(each.name for each in parameters if each.words.ordering is not None)
    return sorting, {name: sorting.value}


def _three(world: World, listing: str, path: Mapping[str, str], by: str) -> list[Item]:
    """Three new items, the first of them changed last: so each attribute sorts them differently."""
    creator = world.relations.creator(world.document.operation(listing))
    if creator is None:
        return []
    names = {each.name for each in world.bodies.attributes(creator.id)}
    values = world.bodies.acceptable(creator.id, by, {}) if by in names else []
    made = []
    for turn in range(3):
        body = {by: values[turn % len(values)]} if values else {}
        made.append(world.create(creator.id, body, path=path))
        time.sleep(PAUSE)
    updating = world.relations.item(creator, "patch")
    if updating is not None and by != "created_at":
        world.call(updating.id, path=made[0].path, body=world.body_for(updating.id))
    return [found for each in made if (found := object_or_none(each.exchange)) is not None]


def _neighbours(found: Walk, by: str) -> Iterator[tuple[Item, float, Item, float]]:
    """Items that follow each other, with what they are sorted by.

    Over the end of a page only where the pages are sound: otherwise another clause is broken.
    """
    pages = [found.items] if found.is_sound else found.items_by_page
    for items in pages:
        ranked = [(each, rank) for each in items if (rank := _rank(each.get(by))) is not None]
        for (before, first), (after, second) in pairwise(ranked):
            yield before, first, after, second


def _rank(value: Any) -> float | None:
    """Only dates and numbers: how a server compares texts is not documented."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    read = moment(value)
    return None if read is None else read.timestamp()


def _holds(clause: Clause, world: World, found: Walk, made: list[Item]) -> None:
    """Sorting loses nothing: what the list holds without being asked to sort, it holds sorted."""
    assert clause.operation is not None
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
