"""A filtered collection holds the items whose attribute has the value: all, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.words.clause import Clause
from clausegen.words.vocabulary import Filter

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.lists import Item, Walk, identity, variations, walk, whole
from clausecheck.world.state import vary
from clausecheck.world.world import World


def check(clause: Clause, world: World) -> None:
    assert clause.operation is not None
    assert isinstance(clause.detail, Filter)
    world.require(clause.operation)
    attribute = clause.detail.attribute
    _, name, value = clause.id.rsplit(".", 2)  # as the id ends: filter.NAME.VALUE
    path = world.path_for(clause.operation)
    vary(world, clause.operation, attribute)
    everything = whole(world, clause.operation, path).items
    found = _filtered(clause, world, path, {name: value}, value)
    _tells(everything, attribute, value)
    _is_complete(clause, world, found, _with(everything, attribute, value))
    for other in variations(world.document.operation(clause.operation), besides=name):
        _filtered(clause, world, path, {**other, name: value}, value)


def _filtered(
    clause: Clause, world: World, path: Mapping[str, str], query: Mapping[str, Any], value: str
) -> Walk:
    """The filtered list, which has to hold nothing else."""
    assert clause.operation is not None
    assert isinstance(clause.detail, Filter)
    attribute = clause.detail.attribute
    found = walk(world, clause.operation, path, query)
    if found.failed is not None:
        raise ContractFailure(clause, expected="a filtered list", exchange=found.failed)
    for each in found.items:
        if _tells_of(each.get(attribute), value) and _plain(each[attribute]) != value:
            raise ContractFailure(
                clause,
                expected=f"only items with {attribute} {value}",
                observed=f"{shown(each.get('id', each))} with {shown(each[attribute])}",
                exchange=found.page_of(each),
            )
    return found


def _is_complete(clause: Clause, world: World, found: Walk, wanted: list[Item]) -> None:
    """The filtered list holds everything that has the value."""
    assert clause.operation is not None
    assert isinstance(clause.detail, Filter)
    listed = {identity(each) for each in found.items}
    lacking = [each for each in wanted if identity(each) not in listed]
    if not lacking:
        return
    # Somebody else may have changed it meanwhile: only what is still so counts.
    attribute, value = clause.detail.attribute, clause.id.rpartition(".")[2]
    still = whole(world, clause.operation, found.pages[0].path).items
    again = {identity(each) for each in _with(still, attribute, value)}
    for each in lacking:
        if identity(each) in again:
            raise ContractFailure(
                clause,
                expected=f"every item with {attribute} {value}",
                observed=f"{shown(each.get('id', each))} lacks",
                exchange=found.pages[0],
            )


def _tells(items: tuple[Item, ...], attribute: str, value: str) -> None:
    """Raises NotChecked unless there are items of both kinds: only then does a filter show."""
    same = len(_with(items, attribute, value))
    if not same:
        raise NotChecked(f"no item with {attribute} {value} is known")
    if same == len(items):
        raise NotChecked(f"every item that is known has {attribute} {value}")


def _with(items: tuple[Item, ...], attribute: str, value: str) -> list[Item]:
    return [each for each in items if attribute in each and _plain(each[attribute]) == value]


def _tells_of(found: Any, value: str) -> bool:
    """A value of another type breaks the clause of its type, and says nothing of the filter."""
    return found is not None and isinstance(found, bool) == (value in {"true", "false"})


def _plain(value: Any) -> str:
    """As a query writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
