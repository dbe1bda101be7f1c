"""What the plain tests of the rules need from the API, in one line each.

An answer that another clause promises (a list that can be read, a write that succeeds) leaves the
rule undecided when it does not come: the fault is counted once, where it belongs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausecheck import (
    ContractFailure,
    Exchange,
    NotChecked,
    World,
    is_same_id,
    moment,
    object_or_none,
    shown,
    whole,
)
from clausegen import UNSET, Clause

PLAIN = {"is_analytics_tracking_enabled": False}
"""Sent along with a PATCH of settings: while tracking is on, the server may insist on more."""
Resource = Mapping[str, Any]


def known_id(world: World, name: str) -> str:
    """An id that only the target can tell."""
    value = world.target.ids.get(name)
    if value is None:
        raise NotChecked(f"the target has no {name}: give ids.{name}")
    return value


def organization_of(world: World, actor: str) -> str:
    value = world.api.actor(actor).own.get("organization_id")
    if value is None:
        raise NotChecked(f"the target has no organization of {actor}: give actors.{actor}")
    return value


def needed(exchange: Exchange) -> Exchange:
    """The exchange, which has to have succeeded for the rule to be decided."""
    if not exchange.ok:
        raise NotChecked(f"{exchange.operation_id} was needed and answered {exchange.answer}")
    return exchange


def retrieved(
    world: World, operation: str, path: Mapping[str, str], *, actor: str = "admin"
) -> tuple[Resource, Exchange]:
    """A resource as the API shows it now."""
    exchange = needed(world.call(operation, path=path, actor=actor))
    found = object_or_none(exchange)
    if found is None:
        raise NotChecked(f"{operation} answered no object: {exchange.answer}")
    return found, exchange


def written(
    world: World,
    operation: str,
    path: Mapping[str, str],
    body: Any = UNSET,
    *,
    actor: str = "admin",
) -> Exchange:
    """A write that has to succeed."""
    return needed(world.call(operation, path=path, body=body, actor=actor))


def listed(
    world: World,
    operation: str,
    path: Mapping[str, str] | None = None,
    *,
    actor: str = "admin",
    query: Mapping[str, Any] | None = None,
) -> tuple[list[Resource], Exchange]:
    """Every item of a list over all its pages, and the first page's exchange."""
    found = whole(world, operation, path or {}, query, actor=actor)
    return list(found.items), found.pages[0]


def ids(items: list[Resource], attribute: str = "id") -> set[str]:
    """Values of one attribute over a list, in small letters."""
    values = (each.get(attribute) for each in items)
    return {value.lower() for value in values if isinstance(value, str)}


def holds(
    clause: Clause, found: tuple[list[Resource], Exchange], value: str, attribute: str = "id"
) -> None:
    """A list has to hold an item."""
    items, exchange = found
    if value.lower() not in ids(items, attribute):
        expected = f"an item with {attribute} {value}"
        observed = f"{len(items)} items without it"
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


def lacks(
    clause: Clause, found: tuple[list[Resource], Exchange], value: str, attribute: str = "id"
) -> None:
    """A list must not hold an item."""
    items, exchange = found
    if value.lower() in ids(items, attribute):
        expected = f"no item with {attribute} {value}"
        raise ContractFailure(clause, expected=expected, observed="it is listed", exchange=exchange)


def reads(clause: Clause, found: tuple[Resource, Exchange], attribute: str, value: Any) -> None:
    """A resource has to show a value. An attribute that is left out shows null."""
    resource, exchange = found
    if resource.get(attribute) != value:
        expected = f"{attribute} is {shown(value)}"
        observed = shown(resource.get(attribute))
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


VOLATILE = {"is_online", "is_humans_online", "is_open"}
"""What may change by itself between two answers."""


def agrees(
    clause: Clause, found: tuple[list[Resource], Exchange], alone: tuple[Resource, Exchange]
) -> None:
    """A list shows of an item what is read of it alone."""
    items, exchange = found
    resource, _ = alone
    item = next((each for each in items if is_same_id(each.get("id"), resource.get("id"))), None)
    if item is None:
        raise NotChecked("the list does not hold the item")
    for name in (item.keys() & resource.keys()) - VOLATILE:
        if not _means_the_same(item[name], resource[name]):
            expected = f"{name} is {shown(resource[name])}, as it is read alone"
            observed = shown(item[name])
            raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


def _means_the_same(one: Any, other: Any) -> bool:
    """A place may show less of a user inside (C26), or write a time in another form (C15)."""
    if isinstance(one, dict) and isinstance(other, dict):
        both = one.keys() & other.keys()
        return all(_means_the_same(one[name], other[name]) for name in both)
    if isinstance(one, str) and isinstance(other, str):
        when = moment(one)
        return one.casefold() == other.casefold() or (when is not None and when == moment(other))
    return bool(one == other)
