"""An attribute that only some may see is absent or null for others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from clausegen.words.actors import actors_of
from clausegen.words.visible_to import VisibleToClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import object_or_none
from clausecheck.world.samples import samples_of
from clausecheck.world.state import current
from clausecheck.world.world import World

TELLING = 12
"""Characters of a text that stands nowhere by accident."""


def check(clause: VisibleToClause, world: World) -> None:
    if clause.actors:
        _by_actors(clause, world)
        return
    if not clause.owners:
        _by_nobody(clause, world)
        return
    own = world.target.owner.own
    foreign = [
        each
        for each in samples_of(world).of(clause.resource)
        if any(name in each.value and each.value[name] != value for name, value in own.items())
    ]
    if not foreign:
        raise NotChecked(
            f"no {clause.resource} of another {clause.owners} was seen: "
            "give the id of one that is shared to the owner's"
        )
    for sample in foreign:
        value = sample.value.get(clause.attribute)
        if value is not None:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is absent or null for another {clause.owners}",
                observed=f"{clause.attribute} is {shown(value)}",
                exchange=sample.exchange,
            )


def _by_nobody(clause: VisibleToClause, world: World) -> None:
    """Neither by its name nor under another one."""
    creator = world.relations.maker(clause.resource, clause.attribute)
    if creator is not None:
        value = world.bodies.some(creator, clause.attribute, {})
        made = world.create(creator, {clause.attribute: value})
        for exchange in _answers(world, made):
            if isinstance(value, str) and _holds(exchange.text, value):
                raise ContractFailure(
                    clause,
                    expected=f"no answer holds the {clause.attribute}",
                    observed=f"it holds {shown(value)}, as it was sent",
                    exchange=exchange,
                )
    for sample in samples_of(world).of(clause.resource):
        if sample.value.get(clause.attribute) is not None:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is absent or null",
                observed=f"{clause.attribute} is {shown(sample.value[clause.attribute])}",
                exchange=sample.exchange,
            )


def _holds(text: str, value: str) -> bool:
    """Not as a part of another one: names of the run end in numbers."""
    found = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)
    return len(value) >= TELLING and found is not None


def _answers(world: World, made: Prepared) -> Iterator[Exchange]:
    yield made.exchange
    with suppress(NotChecked):
        yield current(world, made.operation, made.path)[1]


def _by_actors(clause: VisibleToClause, world: World) -> None:
    """Only where one of those who may see it does, its absence for others tells something.

    Where the document describes actors, nobody knows what others of the target are.
    """
    creator = world.relations.maker(clause.resource)
    reading = world.relations.item(creator, "get") if creator is not None else None
    if creator is None or reading is None:
        raise NotChecked(f"no {clause.resource} of this run can be read")
    path = world.create(creator, full=True).path
    described = {each.name for each in actors_of(clause.api)}
    seen = {
        name: exchange
        for name in (world.target.owner.name, *world.target.actors)
        if (name in described or not described)
        and (exchange := world.call(reading, actor=world.api.actor(name), path=path)).ok
    }
    values = {name: (object_or_none(it) or {}).get(clause.attribute) for name, it in seen.items()}
    for name in values.keys() - {*clause.actors}:
        if values[name] is not None:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is absent or null for {name}",
                observed=f"{clause.attribute} is {shown(values[name])}",
                exchange=seen[name],
            )
    _tells(clause, values)


def _tells(clause: VisibleToClause, values: Mapping[str, Any]) -> None:
    """Raises NotChecked unless somebody sees the attribute, and somebody else the rest."""
    if all(values.get(name) is None for name in clause.actors):
        raise NotChecked(f"none of {', '.join(clause.actors)} was shown a {clause.attribute}")
    if not values.keys() - {*clause.actors}:
        raise NotChecked(f"nobody else reads a {clause.resource}: give another actor")
