"""A filtered collection holds the items whose attribute has the value: all, and no others."""

from __future__ import annotations

from typing import Any

from clausegen.clauses import Clause
from clausegen.contract import Filter

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.lists import Item, identity, walk, whole
from clausecheck.state import vary
from clausecheck.world import World


def check(clause: Clause, world: World) -> None:
    assert clause.operation is not None
    assert isinstance(clause.detail, Filter)
    world.require(clause.operation)
    attribute = clause.detail.attribute
    name, value = _asked(clause)
    path = world.path_for(clause.operation)
    vary(world, clause.operation, attribute)
    everything = whole(world, clause.operation, path).items
    _both_sides(everything, attribute, value)
    found = walk(world, clause.operation, path, {name: value})
    if found.failed is not None:
        raise ContractFailure(clause, expected="a filtered list", exchange=found.failed)
    for each in found.items:
        if attribute in each and _plain(each[attribute]) != value:
            observed = f"{shown(each.get('id', each))} with {attribute} {shown(each[attribute])}"
            expected = f"only items with {attribute} {value}"
            raise ContractFailure(
                clause, expected=expected, observed=observed, exchange=found.page_of(each)
            )
    listed = {identity(each) for each in found.items}
    lacking = [each for each in _with(everything, attribute, value) if identity(each) not in listed]
    # Somebody else may have changed it meanwhile: only what is still so counts.
    again = (
        {
            identity(each)
            for each in _with(whole(world, clause.operation, path).items, attribute, value)
        }
        if lacking
        else ()
    )
    for each in lacking:
        if identity(each) in again:
            raise ContractFailure(
                clause,
                expected=f"every item with {attribute} {value}",
                observed=f"{shown(each.get('id', each))} lacks",
                exchange=found.pages[0],
            )


def _asked(clause: Clause) -> tuple[str, str]:
    """The parameter and its value, as the clause's id ends: filter.NAME.VALUE."""
    _, name, value = clause.id.rsplit(".", 2)
    return name, value


def _plain(value: Any) -> str:
    """As a query writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _with(items: tuple[Item, ...], attribute: str, value: str) -> list[Item]:
    return [each for each in items if attribute in each and _plain(each[attribute]) == value]


def _both_sides(items: tuple[Item, ...], attribute: str, value: str) -> None:
    """A filter that does nothing is only seen where there are items of both kinds."""
    same = len(_with(items, attribute, value))
    if not same:
        raise NotChecked(f"no item with {attribute} {value} is known")
    if same == len(items):
        raise NotChecked(f"every item that is known has {attribute} {value}")
