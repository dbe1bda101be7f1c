"""Finds and removes what runs created, by its name: also what a run does not know of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from clausegen.model import Operation
from clausegen.model.relations import items_schema
from clausegen.words.deletion import Deletion

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.target import Target
from clausecheck.run.contract import Contract, Settings, UnusableError
from clausecheck.world.lists import Item, whole
from clausecheck.world.world import World

MARK = re.compile(r"clausecheck-[0-9a-f]{6}(gw\d+)?[ -]")
"""How names of a run start. Somebody's own "clausecheck-demo" is none of them."""


class Leftover(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that some run created."""

    world: World
    actor: Actor
    deleting: Operation
    path: Mapping[str, str]
    name: str

    def __str__(self) -> str:
        path = self.deleting.path
        for name, value in self.path.items():
            path = path.replace(f"{{{name}}}", value)
        return f"{path}  {self.name}"

    def remove(self) -> str | None:
        """None when it is gone, else why it is not."""
        self.world.api.ledger.own(self.deleting.path, self.path)
        try:
            exchange = self.world.call(self.deleting.id, actor=self.actor, path=self.path)
        except NotChecked as reason:
            return reason.reason
        gone = exchange.ok or exchange.status in {404, 410}
        return None if gone else exchange.answer


def clean_up(world: World) -> list[str]:
    """Removes what the run of a world created. Returns what could not be removed."""
    left = world.cleanup.run()
    if not world.cleanup.is_unsure:
        return left
    try:
        found = leftovers(world, re.compile(re.escape(world.settings.prefix)))
    except NotChecked as reason:
        return [*left, f"perhaps what requests without an answer created: {reason.reason}"]
    told = ((each, each.remove()) for each in found)
    return [*left, *(f"{each}: {why}" for each, why in told if why is not None)]


def sweep(target: Target, contract: Contract) -> list[Leftover]:
    """What all runs left. Raises UnusableError."""
    world = World(contract, Client(contract.document, target), Settings())
    if not target.has_owner:
        name = target.roles.owner or "NAME"
        raise UnusableError(f"the target has no owner: give [actors.{name}] with a token")
    if not target.writable:
        raise UnusableError(f"{target.base_url} is not loopback: give --allow-writes, or --dry-run")
    try:
        return leftovers(world, MARK)
    except NotChecked as reason:
        raise UnusableError(f"{target.base_url}: {reason.reason}") from None


def leftovers(world: World, mark: re.Pattern[str]) -> list[Leftover]:
    """What the lists of each actor show, parts before what holds them.

    Raises NotChecked if the owner's cannot be read.
    """
    found: dict[tuple[str, ...], Leftover] = {}
    for actor in world.target.actors.values():
        for listing, creator in _lists(world, actor):
            try:
                items = list(_in_list(world, actor, listing, creator))
            except NotChecked:
                if actor is world.target.owner:
                    raise
                continue  # the others need not be able to read
            for each in items:
                if mark.match(each.name):
                    found.setdefault((each.deleting.id, *sorted(each.path.values())), each)
    return sorted(_outermost(list(found.values())), key=lambda each: -len(each.path))


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
    deletion = deleting.words.get(Deletion)
    flag = deletion.flag if deletion is not None else None
    for item in whole(world, listing.id, own, actor=actor).items:
        name = _run_name(world, creator, item)
        path = _path(world, creator, deleting, {**_texts(item), **own}, item)
        if name is not None and path is not None and not (flag and item.get(flag)):
            yield Leftover(world=world, actor=actor, deleting=deleting, path=path, name=name)


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
    written = {each.name for each in world.bodies.attributes(creator.id)}
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
