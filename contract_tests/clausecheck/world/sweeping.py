"""Finds and removes what runs created, by its name: also what a run does not know of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clausegen.model import Operation
from clausegen.model.relations import items_schema

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.credentials import lacking
from clausecheck.http.location import located
from clausecheck.http.oauth import signed_in
from clausecheck.http.target import Target
from clausecheck.world.contract import Contract, Settings, UnusableError
from clausecheck.world.evidence import GONE, fingerprints, says_deleted
from clausecheck.world.leftover import MARK, Leftover
from clausecheck.world.lists import Item, whole
from clausecheck.world.recalled import recalled
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World


def _holder_is_gone(world: World, each: Leftover, known: dict[tuple[str, ...], bool]) -> bool:
    """What holds it was deleted: nothing removes a part of it, and nothing has to."""
    above = each.place.rstrip("/").rpartition("/")[0].rpartition("/")[0]
    reading = world.relations.on_path(above, "get") if above.endswith("}") else None
    deleting = world.relations.on_path(above, "delete") if reading is not None else None
    if reading is None or deleting is None:
        return False
    path = {
        parameter.name: each.path[parameter.name] for parameter in reading.parameters_in("path")
    }
    key = (reading.id, *path.values())
    if key not in known:
        exchange = world.call(reading, actor=each.actor, path=path)
        item = object_or_none(exchange)
        known[key] = exchange.status in GONE or says_deleted(deleting, item)
    return known[key]


def clean_up(world: World) -> list[str]:
    """Removes what the run of a world created. Returns what could not be removed."""
    left = world.cleanup.run()
    if not world.cleanup.is_unsure:
        return left
    try:
        found = leftovers(world, re.compile(re.escape(world.settings.prefix)))
    except NotChecked as reason:
        return [*left, f"perhaps what requests without an answer created: {reason.reason}"]
    told = ((each, each.remove().why) for each in found)
    stays = ((each, why) for each, why in told if why and each.key not in world.cleanup.removed)
    return [*left, *(f"{each}: {why}" for each, why in stays)]


def sweep(target: Target, contract: Contract) -> list[Leftover]:
    """What all runs left, of each the newest first. Raises UnusableError."""
    target = located(signed_in(target, contract.document), contract.document)
    world = World(contract, Client(contract.document, target), Settings())
    if not target.has_owner and contract.document.security_schemes:
        name = target.roles.owner or "NAME"
        needed = lacking(contract.document)
        raise UnusableError(f"the target has no owner: give [actors.{name}] with {needed}")
    if not target.writable:
        raise UnusableError(
            f"{target.shown_url} is not loopback: give --allow-writes, or --dry-run"
        )
    try:
        listed = {each.key: each for each in leftovers(world, MARK)}
        known = [listed.pop(each.key, each) for each in recalled(world)]
        return [*listed.values(), *known]  # what no journal names was made after all that one does
    except NotChecked as reason:
        raise UnusableError(f"{target.shown_url}: {reason.reason}") from None


def leftovers(world: World, mark: re.Pattern[str]) -> list[Leftover]:
    """What the lists of each actor show, the newest first: parts before what holds them.

    Raises NotChecked if the owner's cannot be read.
    """
    found: dict[tuple[str, ...], Leftover] = {}
    for actor in world.target.actors.values() or [world.target.owner]:
        for listing, creator in _lists(world, actor):
            try:
                items = list(_in_list(world, actor, listing, creator))
            except NotChecked:
                if actor is world.target.owner:
                    raise
                continue  # the others need not be able to read
            for each in items:
                if mark.match(each.name):
                    found.setdefault(each.key, each)
    gone: dict[tuple[str, ...], bool] = {}
    held = [each for each in found.values() if not _holder_is_gone(world, each, gone)]
    there = [each for each in held if not _is_gone(world, each)]
    return sorted(_outermost(there), key=lambda each: (len(each.path), _count(each)), reverse=True)


def _count(each: Leftover) -> int:
    """Names of a run are counted."""
    found = re.search(r"\d+", MARK.sub("", each.name))
    return int(found[0]) if found else 0


def _is_gone(world: World, each: Leftover) -> bool:
    """A list may show what is removed already, though no word of the document says so."""
    deleting = each.deleting
    reading = world.relations.item(deleting, "get") if deleting is not None else None
    if deleting is None or reading is None:
        return False
    found = world.call(reading, actor=each.actor, path=each.path)
    return found.status in GONE or says_deleted(deleting, object_or_none(found))


def _lists(world: World, actor: Actor) -> Iterator[tuple[Operation, Operation]]:
    """(list, what makes its items), one for each that makes some: rather the list beside it."""
    relations = world.relations
    for creator in world.document.operations:
        if creator.method != "post" or relations.item(creator, "delete") is None:
            continue
        resource = relations.resource(creator)
        lists = [
            each
            for each in world.document.operations
            if each.method == "get"
            and relations.resource(each) == resource
            and items_schema(world.document, each) is not None
            and all(parameter.name in actor.own for parameter in each.parameters_in("path"))
        ]
        beside = [each for each in lists if relations.creator(each) == creator]
        yield from ((each, creator) for each in (beside or lists)[:1])


def _in_list(
    world: World, actor: Actor, listing: Operation, creator: Operation
) -> Iterator[Leftover]:
    deleting = world.relations.item(creator, "delete")
    assert deleting is not None
    own = {each.name: actor.own[each.name] for each in listing.parameters_in("path")}
    for item in whole(world, listing, own, actor=actor).items:
        name = _run_name(world, creator, item)
        path = _path(world, creator, deleting, {**_texts(item), **own}, item)
        if name is not None and path is not None and not says_deleted(deleting, item):
            yield Leftover(
                world=world,
                actor=actor,
                place=deleting.path,
                path=path,
                name=name,
                deleting=deleting,
                seen=fingerprints(item),
            )


def _path(
    world: World,
    creator: Operation,
    deleting: Operation,
    values: Mapping[str, str],
    item: Item,
) -> dict[str, str] | None:
    """Values of the deletion's path: those of the list, the item's own, what a link says of it."""
    provided = {each.parameter: each.value(item) for each in world.relations.provided_by(creator)}
    known = {**values, **{name: value for name, value in provided.items() if value}}
    names = [each.name for each in deleting.parameters_in("path")]
    return {name: known[name] for name in names} if all(name in known for name in names) else None


def _run_name(world: World, creator: Operation, item: Item) -> str | None:
    """The value of an attribute that a run has given its mark."""
    written = {each.name for each in world.bodies.attributes(creator)}
    texts = (value for name, value in _texts(item).items() if name in written)
    return next((each for each in texts if MARK.match(each)), None)


def _texts(item: Item) -> dict[str, str]:
    return {name: value for name, value in item.items() if isinstance(value, str)}


def _outermost(found: list[Leftover]) -> Iterator[Leftover]:
    """Without what goes with something else that is removed."""
    for each in found:
        others = (other.path.items() for other in found if len(other.path) < len(each.path))
        if not any(other <= each.path.items() for other in others):
            yield each
