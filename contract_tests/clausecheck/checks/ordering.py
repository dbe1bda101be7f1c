"""A sorted collection: no item comes before its neighbour that belongs after it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from clausegen.words.clause import Clause
from clausegen.words.vocabulary import Sorting

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.lists import Item, Walk, identity, variations, walk
from clausecheck.world.moments import moment
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World

PAUSE = 0.01  # so that creation times differ where the server keeps milliseconds


def check(clause: Clause, world: World) -> None:
    assert clause.operation is not None
    assert isinstance(clause.detail, Sorting)
    world.require(clause.operation)
    query = _query(clause, world)
    path = world.path_for(clause.operation)
    made = _three(world, clause.operation, path, clause.detail.by)
    found = _sorted(clause, world, path, query)
    _tells(clause, world, found)
    if found.is_sound and not found.cut:
        _holds(clause, world, found, made)
    operation = world.document.operation(clause.operation)
    for other in variations(operation, besides=_parameter(clause, world)):
        _sorted(clause, world, path, {**other, **query})


def _sorted(
    clause: Clause, world: World, path: Mapping[str, str], query: Mapping[str, Any]
) -> Walk:
    """The list, which has to be in order."""
    assert clause.operation is not None
    assert isinstance(clause.detail, Sorting)
    by = clause.detail.by
    found = walk(world, clause.operation, path, query)
    if found.failed is None and _fault(found, clause.detail) is not None:
        found = walk(world, clause.operation, path, query)  # somebody may have changed an item
    if found.failed is not None:
        raise ContractFailure(clause, expected="a sorted list", exchange=found.failed)
    if (wrong := _fault(found, clause.detail)) is not None:
        before, after = wrong
        observed = f"{before[by]} comes before {after[by]}"
        expected, exchange = f"{by} {clause.detail.order}", found.page_of(after)
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)
    return found


def _fault(found: Walk, sorting: Sorting) -> tuple[Item, Item] | None:
    """Two neighbours in the wrong order; None if all are in order."""
    for before, first, after, second in _neighbours(found, sorting.by):
        if (second < first) if sorting.order == "ascending" else (second > first):
            return before, after
    return None


def _tells(clause: Clause, world: World, found: Walk) -> None:
    """Raises NotChecked where another order would look the same."""
    assert clause.operation is not None
    assert isinstance(clause.detail, Sorting)
    by, order = clause.detail.by, clause.detail.order
    if not any(first != second for _, first, _, second in _neighbours(found, by)):
        raise NotChecked(f"the list holds no two items that differ in {by}")
    parameters = world.document.operation(clause.operation).parameters_in("query")
    words = (each.words.ordering for each in parameters if each.words.ordering is not None)
    for option in (each for word in words for each in word.options):
        seen = any(first != second for _, first, _, second in _neighbours(found, option.by))
        if (option.by, option.order) != (by, order) and seen and _fault(found, option) is None:
            raise NotChecked(f"the items are sorted by {option.by}, {option.order}, as well")


def _query(clause: Clause, world: World) -> dict[str, Any]:
    """What asks for the order; nothing for the default."""
    assert clause.operation is not None
    assert isinstance(clause.detail, Sorting)
    if clause.id.endswith(".ordering.default"):
        return {}
    return {_parameter(clause, world): clause.detail.value}


def _parameter(clause: Clause, world: World) -> str:
    assert clause.operation is not None
    parameters = world.document.operation(clause.operation).parameters_in("query")
    return next(each.name for each in parameters if each.words.ordering is not None)


def _three(world: World, listing_id: str, path: Mapping[str, str], by: str) -> list[Item]:
    """Three new items, the first of them changed last: so each attribute sorts them differently.

    What is created elsewhere may come up in the list or not, so only what is created in it returns.
    """
    listing = world.document.operation(listing_id)
    inside = world.relations.creator(listing)
    creator = inside or world.relations.maker(world.relations.resource(listing))
    if creator is None:
        return []
    names = {each.name for each in world.bodies.attributes(creator.id)}
    values = world.bodies.acceptable(creator.id, by, {}) if by in names else []
    made = []
    for turn in range(3):
        body = {by: values[turn % len(values)]} if values else {}
        made.append(world.create(creator.id, body, path=path if inside else None))
        time.sleep(PAUSE)
    updating = world.relations.item(creator, "patch")
    if updating is not None:
        world.call(updating.id, path=made[0].path, body=world.body_for(updating.id))
    found = [object_or_none(each.exchange) for each in made] if inside else []
    return [each for each in found if each is not None]


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
