"""A sorted collection: no item comes before its neighbour that belongs after it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec
from clausegen.model import Operation
from clausegen.words.ordering import OrderingClause, Sorting, asked, orderings
from clausegen.words.pagination import held

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.lists import Item, Walk, identity, variations, walk
from clausecheck.world.moments import rank
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World

PAUSE = 0.01  # so that creation times differ where the server keeps milliseconds


class Ranks(msgspec.Struct, frozen=True):
    """What has an order. Of creation: what the run itself made, one after the other."""

    made: Mapping[Any, int]
    """Identity of an item -> its turn."""

    def of(self, item: Item, name: str) -> float | None:
        return rank(held(item, name)) if name else self.made.get(identity(item))


def check(clause: OrderingClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    query = {} if clause.is_default else asked(clause.parameter, clause.sorting)
    path = world.path_for(operation)
    made = _three(world, operation, path, clause.sorting)
    ranks = Ranks({identity(each): turn for turn, each in enumerate(made)})
    found = _sorted(clause, world, path, query, ranks)
    _tells(clause, found, ranks)
    if found.is_sound and not found.cut:
        _holds(clause, world, found, made)
    for other in variations(world.document, operation, orders=False):
        _sorted(clause, world, path, {**other, **query}, ranks)


def _sorted(
    clause: OrderingClause,
    world: World,
    path: Mapping[str, str],
    query: Mapping[str, Any],
    ranks: Ranks,
) -> Walk:
    """The list, which has to be in order."""
    operation, sorting = clause.operation, clause.sorting
    found = walk(world, operation, path, query)
    if found.failed is None and fault(found, sorting, ranks) is not None:
        found = walk(world, operation, path, query)  # somebody may have changed an item
    if found.failed is not None:
        raise ContractFailure(clause, expected="a sorted list", exchange=found.failed)
    if (wrong := fault(found, sorting, ranks)) is not None:
        before, after = (keys(each, sorting) for each in wrong)
        observed = f"{', '.join(before)} comes before {', '.join(after)}"
        expected, exchange = f"{', '.join(sorting.told)} {sorting.order}", found.page_of(wrong[1])
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)
    return found


def fault(found: Walk, sorting: Sorting, ranks: Ranks) -> tuple[Item, Item] | None:
    """Two neighbours in the wrong order; None if all are in order."""
    for before, after in _neighbours(found, sorting.by, ranks):
        if _turn(before, after, sorting, ranks) == (1 if sorting.order == "ascending" else -1):
            return before, after
    return None


def _turn(before: Item, after: Item, sorting: Sorting, ranks: Ranks) -> int:
    """1 if the first belongs behind the second, going up; -1 before it; 0 if nobody can tell."""
    for name in sorting.keys:
        first, second = ranks.of(before, name), ranks.of(after, name)
        if first is None or second is None:
            return 0
        if first != second:
            return 1 if first > second else -1
        if ":" in str(held(before, name)):
            return 0  # times may be kept more finely than they are shown
    return 0


def keys(item: Item, sorting: Sorting) -> list[str]:
    return [str(held(item, each) if each else identity(item)) for each in sorting.keys]


def _tells(clause: OrderingClause, found: Walk, ranks: Ranks) -> None:
    """Raises NotChecked where another order would look the same."""
    sorting = clause.sorting
    if not _differ(found, sorting.by, ranks):
        raise NotChecked(f"the list holds no two items that differ in {sorting.told[0]}")
    if sorting.then and not any(
        _is_tied(one, other, sorting, ranks) for one, other in _neighbours(found, sorting.by, ranks)
    ):
        raise NotChecked(f"the list holds no two items with one {sorting.by}, that differ else")
    options = (each for _, word in orderings(clause.operation) for each in word.options)
    for option in options:
        if (
            not _are_akin(option, sorting)
            and _differ(found, option.by, ranks)
            and fault(found, option, ranks) is None
        ):
            raise NotChecked(f"the items are sorted by {option.told[0]}, {option.order}, as well")


def _differ(found: Walk, by: str, ranks: Ranks) -> bool:
    pairs = _neighbours(found, by, ranks)
    return any(ranks.of(one, by) != ranks.of(other, by) for one, other in pairs)


def _are_akin(one: Sorting, other: Sorting) -> bool:
    """The same as far as both go: what keeps the longer one keeps the shorter one."""
    both = zip(one.keys, other.keys, strict=False)
    return one.order == other.order and all(first == second for first, second in both)


def _is_tied(one: Item, other: Item, sorting: Sorting, ranks: Ranks) -> bool:
    """Only the next attribute tells which comes first."""
    is_equal = ranks.of(one, sorting.by) == ranks.of(other, sorting.by)
    return is_equal and _turn(one, other, sorting, ranks) != 0


def _three(
    world: World, listing: Operation, path: Mapping[str, str], sorting: Sorting
) -> list[Item]:
    """Three new items, the first of them changed last: so each attribute sorts them differently.

    What is created elsewhere may come up in the list or not, so only what is created in it returns.
    """
    inside = world.relations.creator(listing)
    creator = inside or world.relations.maker(world.relations.resource(listing))
    if creator is None:
        return []
    known = {each.name for each in world.bodies.attributes(creator)}
    keys = [each.partition(".")[0] for each in sorting.keys]
    values = {each: world.bodies.acceptable(creator, each, {}) for each in keys if each in known}
    made = []
    for turn in range(6 if sorting.then else 3):
        body = {
            name: given[turn // (2 if sorting.then and name == keys[0] else 1) % len(given)]
            for name, given in values.items()
            if given
        }
        made.append(world.create(creator, body, path=path if inside else None))
        time.sleep(PAUSE)
    updating = world.relations.item(creator, "patch")
    if updating is not None:
        world.call(updating, path=made[0].path, body=world.body_for(updating))
    found = [object_or_none(each.exchange) for each in made] if inside else []
    return [each for each in found if each is not None]


def _neighbours(found: Walk, by: str, ranks: Ranks) -> Iterator[tuple[Item, Item]]:
    """Items that follow each other, of those with a value that has an order.

    Over the end of a page only where the pages are sound: otherwise another clause is broken.
    """
    pages = [found.items] if found.is_sound else found.items_by_page
    for items in pages:
        yield from pairwise([each for each in items if ranks.of(each, by) is not None])


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
