"""A filtered collection holds the items whose attribute fits the value: all, and no others."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from clausegen.model import UNSET
from clausegen.model.relations import json_types
from clausegen.words.english import plain
from clausegen.words.filter import FilterClause, asked
from clausegen.words.pagination import held

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.fitting import fits
from clausecheck.world.lists import Item, Walk, identity, variations, walk, whole
from clausecheck.world.state import vary
from clausecheck.world.world import World

Asked = tuple[str, ...]
"""The texts that the parameter asks for: several only for `in`."""
PAUSE = 0.01  # so that creation times differ where the server keeps milliseconds
TRIED = 40
"""Values of items that are thought of; the more, the longer it takes to choose one."""


def check(clause: FilterClause, world: World) -> None:
    operation = clause.operation
    world.require(operation)
    path = world.path_for(operation)
    vary(world, operation, clause.attribute.partition(".")[0])
    everything = whole(world, clause.operation, path).items
    if clause.filter.operator != "eq" and not _told(clause, everything):
        _add_three(clause, world, path)
        everything = whole(world, clause.operation, path).items
    value = asked_of(clause, everything)
    query = query_of(clause, value)
    found = _filtered(clause, world, path, query, value)
    _tells(clause, everything, value)
    _is_complete(clause, world, found, value, _fitting(clause, everything, value))
    for other in variations(world.document, clause.operation, besides=clause.parameter):
        _filtered(clause, world, path, {**other, **query}, value)


def _add_three(clause: FilterClause, world: World, path: Mapping[str, str]) -> None:
    """The server sets what tells them apart, such as the time of their creation."""
    creator = world.relations.creator(clause.operation)
    for _ in range(3 if creator is not None else 0):
        assert creator is not None
        world.create(creator.id, path=path)
        time.sleep(PAUSE)


def asked_of(clause: FilterClause, items: Sequence[Item]) -> Asked:
    """As a query writes it. Where any value will do: one that best half of the items fit.

    Raises NotChecked if the items give none.
    """
    if clause.value is not UNSET:
        return (plain(clause.value),)
    known = [held(each, clause.attribute) for each in items]
    usable = [each for each in known if isinstance(each, str | int | float) and each != ""]
    texts = [each for each in dict.fromkeys(_part(clause, it) for it in usable[:TRIED]) if each]
    if not texts:
        raise NotChecked(f"no item with a value of {clause.attribute} is known")
    asked: list[Asked] = [(each,) for each in texts]
    if clause.filter.operator == "in":
        plain_ones = [each for each in texts if "," not in each]
        asked = [*pairwise(plain_ones), *asked]
    return max(asked, key=lambda each: _sides(clause, items, each))


def _told(clause: FilterClause, items: Sequence[Item]) -> bool:
    """Whether some value tells the items apart."""
    try:
        return _sides(clause, items, asked_of(clause, items)) > 0
    except NotChecked:
        return False


def _part(clause: FilterClause, value: Any) -> str:
    """What of a value is asked for: the last letters that tell texts apart, or their beginning."""
    text = plain(value)
    if clause.filter.operator == "contains":
        return text[len(text) // 2 :]
    return text[: max(1, len(text) * 2 // 3)] if clause.filter.operator == "prefix" else text


def _sides(clause: FilterClause, items: Sequence[Item], value: Asked) -> int:
    """How well a value tells items apart: the number of those on the smaller side."""
    said = [fits(clause.filter, held(each, clause.attribute), value) for each in items]
    return min(said.count(True), said.count(False))


def _named(clause: FilterClause) -> str:
    """As the query writes it."""
    name, key = clause.parameter.name, clause.filter.key
    return f"{name}[{key}]" if key else name


def query_of(clause: FilterClause, value: Asked) -> dict[str, Any]:
    """The query that asks for it."""
    written, key = _written(clause, value), clause.filter.key
    return {clause.parameter.name: {key: written} if key else written}


def _written(clause: FilterClause, value: Asked) -> Any:
    schema = asked(clause.api, clause.parameter, clause.filter.key)
    types = json_types(clause.api, schema) if schema is not None else None
    if clause.filter.operator != "in":
        return value[0]
    return list(value) if types is not None and "array" in types else ",".join(value)


def _filtered(
    clause: FilterClause,
    world: World,
    path: Mapping[str, str],
    query: Mapping[str, Any],
    value: Asked,
) -> Walk:
    """The filtered list, which has to hold nothing else."""
    attribute = clause.attribute
    found = walk(world, clause.operation, path, query)
    if found.failed is not None:
        raise ContractFailure(clause, expected="a filtered list", exchange=found.failed)
    for each in found.items:
        if fits(clause.filter, held(each, attribute), value) is False:
            raise ContractFailure(
                clause,
                expected=f"only items that fit {_named(clause)}={','.join(value)}",
                observed=f"{shown(each.get('id', each))} with {shown(held(each, attribute))}",
                exchange=found.page_of(each),
            )
    return found


def _is_complete(
    clause: FilterClause, world: World, found: Walk, value: Asked, wanted: list[Item]
) -> None:
    """The filtered list holds everything that fits."""
    listed = {identity(each) for each in found.items}
    lacking = [each for each in wanted if identity(each) not in listed]
    if not lacking:
        return
    # Somebody else may have changed it meanwhile: only what is still so counts.
    still = whole(world, clause.operation, found.pages[0].path).items
    again = {identity(each) for each in _fitting(clause, still, value)}
    for each in lacking:
        if identity(each) in again:
            raise ContractFailure(
                clause,
                expected=f"every item that fits {_named(clause)}={','.join(value)}",
                observed=f"{shown(each.get('id', each))} lacks",
                exchange=found.pages[0],
            )


def _tells(clause: FilterClause, items: Sequence[Item], value: Asked) -> None:
    """Raises NotChecked unless there are items of both kinds: only then does a filter show."""
    what = f"{clause.attribute} {','.join(value)}"
    said = [fits(clause.filter, held(each, clause.attribute), value) for each in items]
    if True not in said:
        raise NotChecked(f"no item with {what} is known")
    if False not in said:
        raise NotChecked(f"every item that is known has {what}")


def _fitting(clause: FilterClause, items: Sequence[Item], value: Asked) -> list[Item]:
    return [each for each in items if fits(clause.filter, held(each, clause.attribute), value)]
