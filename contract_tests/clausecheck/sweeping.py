"""Finds and removes what runs left behind that could not clean up after themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from clausegen.clauses import clauses
from clausegen.load import default_document, load_api
from clausegen.model import Operation
from clausegen.problems import SpecError

from clausecheck.api import Client
from clausecheck.failures import NotChecked
from clausecheck.lists import Item, whole
from clausecheck.run import Contract, Settings, UnusableError
from clausecheck.target import Target
from clausecheck.world import World

MARK = "clausecheck-"


class Leftover(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that some run created."""

    world: World
    deleting: str
    path: Mapping[str, str]
    name: str

    def __str__(self) -> str:
        return f"{self.deleting} {self.name}"


def leftovers(target: Target, document: Path | None = None) -> list[Leftover]:
    """Items of collections whose names start as those of runs do. Raises UnusableError."""
    try:
        api = load_api(document or default_document())
    except SpecError as error:
        raise UnusableError(str(error)) from error
    contract = Contract(document=api, clauses=clauses(api), is_default=document is None)
    world = World(contract, Client(api, target), Settings())
    try:
        return [found for each in api.operations for found in _in_collection(world, each)]
    except NotChecked as reason:
        raise UnusableError(reason.reason) from None


def remove(leftover: Leftover) -> str:
    """Deletes it; returns what to say."""
    exchange = leftover.world.call(leftover.deleting, path=leftover.path)
    return f"{leftover}: {'removed' if exchange.ok else exchange.answer}"


def _in_collection(world: World, listing: Operation) -> Iterator[Leftover]:
    creator = world.relations.creator(listing) if listing.method == "get" else None
    deleting = world.relations.item(creator, "delete") if creator is not None else None
    own = world.api.actor("admin").own
    names = [each.name for each in listing.parameters_in("path")]
    if creator is None or deleting is None or not all(name in own for name in names):
        return
    path = {name: own[name] for name in names}
    deletion = deleting.words.deletion
    flag = deletion.flag if deletion is not None else None
    for item in whole(world, listing.id, path).items:
        name = _mark_of(item)
        if name is not None and not (flag and item.get(flag)):
            given = {
                each.parameter: each.value(item) for each in world.relations.provided_by(creator)
            }
            where = {**path, **{key: value for key, value in given.items() if value}}
            yield Leftover(world=world, deleting=deleting.id, path=where, name=name)


def _mark_of(item: Item) -> str | None:
    return next(
        (value for value in item.values() if isinstance(value, str) and value.startswith(MARK)),
        None,
    )
