"""A filtered collection holds the items whose attribute has the value: all, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clausegen.model import UNSET
from clausegen.words.english import plain
from clausegen.words.filter import FilterClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.lists import Item, Walk, identity, variations, walk, whole
from clausecheck.world.state import vary
from clausecheck.world.world import World


def check(clause: FilterClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    path = world.path_for(operation)
    vary(world, operation, clause.attribute)
    everything = whole(world, operation, path).items
    value = _value(clause, everything)
    query = {clause.parameter.name: value}
    found = _filtered(clause, world, path, query, value)
    _tells(everything, clause.attribute, value)
    _is_complete(clause, world, found, value, _with(everything, clause.attribute, value))
    for other in variations(world.document, clause.operation, besides=clause.parameter):
        _filtered(clause, world, path, {**other, **query}, value)


def _value(clause: FilterClause, items: Sequence[Item]) -> str:
    """As a query writes it. Where any value will do: one that some items have, and best not all."""
    if clause.value is not UNSET:
        return plain(clause.value)
    found = [plain(each[clause.attribute]) for each in items if _is_usable(each, clause.attribute)]
    if not found:
        raise NotChecked(f"no item with a value of {clause.attribute} is known")
    return min(found, key=found.count)


def _is_usable(item: Item, attribute: str) -> bool:
    return isinstance(item.get(attribute), str | int | float) and item[attribute] != ""


def _filtered(
    clause: FilterClause,
    world: World,
    path: Mapping[str, str],
    query: Mapping[str, Any],
    value: str,
) -> Walk:
    """The filtered list, which has to hold nothing else."""
    attribute = clause.attribute
    found = walk(world, clause.operation, path, query)
    if found.failed is not None:
        raise ContractFailure(clause, expected="a filtered list", exchange=found.failed)
    for each in found.items:
        if _tells_of(each.get(attribute), value) and plain(each[attribute]) != value:
            raise ContractFailure(
                clause,
                expected=f"only items with {attribute} {value}",
                observed=f"{shown(each.get('id', each))} with {shown(each[attribute])}",
                exchange=found.page_of(each),
            )
    return found


def _is_complete(
    clause: FilterClause, world: World, found: Walk, value: str, wanted: list[Item]
) -> None:
    """The filtered list holds everything that has the value."""
    listed = {identity(each) for each in found.items}
    lacking = [each for each in wanted if identity(each) not in listed]
    if not lacking:
        return
    # Somebody else may have changed it meanwhile: only what is still so counts.
    still = whole(world, clause.operation, found.pages[0].path).items
    again = {identity(each) for each in _with(still, clause.attribute, value)}
    for each in lacking:
        if identity(each) in again:
            raise ContractFailure(
                clause,
                expected=f"every item with {clause.attribute} {value}",
                observed=f"{shown(each.get('id', each))} lacks",
                exchange=found.pages[0],
            )


def _tells(items: Sequence[Item], attribute: str, value: str) -> None:
    """Raises NotChecked unless there are items of both kinds: only then does a filter show."""
    same = len(_with(items, attribute, value))
    if not same:
        raise NotChecked(f"no item with {attribute} {value} is known")
    if same == len(items):
        raise NotChecked(f"every item that is known has {attribute} {value}")


def _with(items: Sequence[Item], attribute: str, value: str) -> list[Item]:
    return [each for each in items if attribute in each and plain(each[attribute]) == value]


def _tells_of(found: Any, value: str) -> bool:
    """A value of another type breaks the clause of its type, and says nothing of the filter."""
    return found is not None and isinstance(found, bool) == (value in {"true", "false"})
