"""What a story can be about: the collections of a document whose items can be made and removed."""

from __future__ import annotations

from clausegen.model.items import Maker, place

from clausecheck.stories.model import Collection
from clausecheck.world.relations import Relations
from clausecheck.world.world import World

Cast = tuple[Collection, ...]
"""A collection, and those that lie below its items."""


def casts(world: World) -> tuple[Cast, ...]:
    """Each with something that can be removed: what a story leaves would stay for good."""
    makers = [each for found in world.api.ledger.makers.values() for each in found]
    made = {place(it.item): _collection(world.relations, it) for it in makers if not it.chosen}
    roots = [where for where in made if not any(_is_below(where, each) for each in made)]
    found = [
        tuple(each for where, each in made.items() if where == root or _is_below(where, root))
        for root in roots
    ]
    return tuple(each for each in found if each[0].deleting is not None)


def _is_below(where: str, other: str) -> bool:
    return where.startswith(f"{other}/")


def _collection(relations: Relations, maker: Maker) -> Collection:
    on = relations.on_path
    return Collection(
        creator=maker.operation,
        item=maker.item,
        deleting=on(maker.item, "delete"),
        reading=on(maker.item, "get"),
        listing=on(maker.item.rpartition("/")[0], "get"),
        patching=on(maker.item, "patch"),
        replacing=on(maker.item, "put"),
    )
