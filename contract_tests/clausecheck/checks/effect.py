"""What says that it changes nothing, or only what its path names, leaves the rest as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from clausegen.model import Operation
from clausegen.model.items import named_id
from clausegen.words.effect import EffectClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.world.lists import Item, identity, whole
from clausecheck.world.relations import carried, object_or_none
from clausecheck.world.world import World


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """Where the resources are seen that have to stay as they are."""

    path: Mapping[str, str]
    """Values with which the operation is called."""
    reading: Operation | None
    listing: Operation | None
    made: tuple[Mapping[str, str], ...]
    """Path values of those that the run made."""
    key: str
    """The parameter that names one of them."""


class Seen(msgspec.Struct, frozen=True):
    items: tuple[Item | None, ...]
    """What the run made; None for what is not there."""
    listed: frozenset[Any]
    """The identity of everything that is listed."""


def check(clause: EffectClause, world: World) -> None:
    world.require(clause.operation)
    for _ in range(2):  # somebody else may have changed something, but hardly twice
        fault, exchange = _tried(clause, world, _watched(clause, world))
        if fault is None:
            return
    raise ContractFailure(clause, expected=clause.sentence, observed=fault, exchange=exchange)


def _watched(clause: EffectClause, world: World) -> Watched:
    """Two new resources; the operation is called for the first, if its path names one."""
    operation = clause.operation
    names = operation.parameters_in("path")
    provider = world.relations.provider(operation, names[-1].name) if names else None
    named = provider is not None and provider.creates
    creator = provider.operation if provider and named else _maker(clause, world)
    if creator is None:
        raise NotChecked(f"nothing is known that {operation} could change")
    reading, listing = world.relations.item(creator, "get"), world.relations.collection(creator)
    if reading is None and listing is None:
        raise NotChecked(f"nothing shows what {creator} makes")
    made = [world.create(creator).path for _ in range(2)]
    path = carried(made[0], provider.item, operation.path) if provider and named else {}
    return Watched(
        path={**world.path_for(operation), **path} if names else {},
        reading=reading,
        listing=listing,
        made=tuple(made[1:] if clause.reach == "own" else made),
        key=world.api.ledger.makers[creator.id][0].parameter,
    )


def _maker(clause: EffectClause, world: World) -> Operation | None:
    """What makes resources of the kind that the operation answers with."""
    known = (each[0].operation for each in world.api.ledger.makers.values())
    usual = [each for each in known if not each.deprecated]
    same = (each for each in usual if world.relations.resource(each) == clause.resource)
    return next(same, None) if clause.resource is not None else next(iter(usual), None)


def _tried(clause: EffectClause, world: World, watched: Watched) -> tuple[str | None, Exchange]:
    """(what is another than before, the request that should have left it alone)."""
    earlier, before = _seen(world, watched), _seen(world, watched)
    exchange = world.valid(clause.operation, path=watched.path)
    if not exchange.ok:
        raise NotChecked(f"{clause.operation} was needed and answered {exchange.answer}")
    return _difference(earlier, before, _seen(world, watched)), exchange


def _seen(world: World, watched: Watched) -> Seen:
    items: list[Item | None] = []
    for path in watched.made if watched.reading is not None else ():
        assert watched.reading is not None
        items.append(object_or_none(world.call(watched.reading, path=path)))
    if watched.listing is None:
        return Seen(tuple(items), frozenset())
    listed = whole(world, watched.listing, watched.made[0]).items
    return Seen(tuple(items), frozenset(_who(each, watched.key) for each in listed))


def _who(item: Item, key: str) -> Any:
    """What stays when an attribute moves, such as the time somebody was seen."""
    return named_id(item, key) or identity(item)


def _difference(earlier: Seen, before: Seen, after: Seen) -> str | None:
    """None without any. What moves by itself, such as a count of reads, tells nothing."""
    if earlier.listed == before.listed and (new := after.listed - before.listed):
        return f"{shown(next(iter(new)))} is new"
    for first, then, now in zip(earlier.items, before.items, after.items, strict=True):
        if first is None or then is None:
            raise NotChecked("what was made cannot be read")
        if now is None:
            return f"{shown(then.get('id', then))} is gone"
        still = (name for name in then if first.get(name) == then[name])
        moved = next((name for name in still if now.get(name) != then[name]), None)
        if moved is not None:
            return f"{moved} was {shown(then[moved])} and is {shown(now.get(moved))}"
    return None
