"""What is there now, and how to bring it into the state that a check needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.model import UNSET, Operation
from clausegen.words.deletion import Deletion
from clausegen.words.references import References

from clausecheck.failures import NotChecked
from clausecheck.http.exchange import Exchange
from clausecheck.world.lists import Item, among, identity, whole
from clausecheck.world.naming import named_by
from clausecheck.world.narrowing import REFUSED
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World


class NotListed(NotChecked):
    """A list does not hold what was written. `exchange` is its last page."""

    def __init__(self, reason: str, exchange: Exchange) -> None:
        super().__init__(reason)
        self.exchange = exchange


def current(
    world: World, operation: Operation, path: Mapping[str, str], answered: Item | None = None
) -> tuple[Item, Exchange]:
    """The resource that an operation writes, as the API shows it now, and where it was seen.

    `answered` is what the write answered: in a list its id tells more than a name does.
    """
    reading = world.relations.item(operation, "get")
    if reading is not None:
        exchange = world.call(reading, path=path)
        found = object_or_none(exchange)
        if not exchange.ok or found is None:
            raise NotChecked(f"{reading} was needed and answered {exchange.answer}")
        return found, exchange
    listing = world.relations.collection(operation)
    if listing is None:
        raise NotChecked(f"nothing shows what {operation} wrote")
    listed = whole(world, listing, path)
    same = (each for each in listed.items if answered and identity(each) == identity(answered))
    item = next(same, None) or among(world, operation, listed.items, path)
    if item is None:
        raise NotListed(f"{listing} does not list what {operation} wrote", listed.pages[-1])
    return item, listed.page_of(item)


def settle(
    world: World, operation: Operation, path: Mapping[str, str], *, without: str | None = None
) -> Item:
    """Gives every attribute of a resource a value, `without` one of them; what it is then.

    Where it can, a value that is not the default: an attribute that is reset shows then.
    """
    replacing = world.relations.on_path(operation.path, "put")
    if replacing is not None:
        lacking: list[dict[str, Any]] = []
        if without is not None:
            lacking = [{without: UNSET}, {without: None}]
        body = _whole(world, replacing, path, lacking)
        exchange = world.call(replacing, path=path, body=body)
        if exchange.status in REFUSED and world.narrows(replacing, path):
            body = _whole(world, replacing, path, lacking)
            world.call(replacing, path=path, body=body)
    return current(world, operation, path)[0]


def _whole(
    world: World, replacing: Operation, path: Mapping[str, str], lacking: list[dict[str, Any]]
) -> Any:
    """It stays what it is called: what is prepared is looked for in its place."""
    named = named_by(world, replacing, path)
    unusual = world.bodies.unusual(replacing)
    choices = [{**usual, **named, **each} for each in (*lacking, {}) for usual in (unusual, {})]
    bodies = [world.body_for(replacing, each, full=True) for each in choices]
    valid = next((each for each in bodies if world.bodies.is_valid(replacing, each)), None)
    if valid is None:
        raise NotChecked(f"no valid payload of {replacing} is known")
    return valid


def vary(world: World, listing: Operation, attribute: str) -> None:
    """Puts items with different values of an attribute into a collection.

    Their creator sets it, or deletion does.
    """
    creator = world.relations.creator(listing)
    if creator is None:
        return
    if attribute in {each.name for each in world.bodies.attributes(creator)}:
        for value in world.bodies.acceptable(creator, attribute, {})[:2]:
            world.create(creator, {attribute: value})
        return
    deleting = world.relations.item(creator, "delete")
    deletion = deleting.words.get(Deletion) if deleting is not None else None
    if deleting is None or deletion is None or deletion.flag != attribute:
        return
    world.create(creator)
    world.call(deleting, path=world.create(creator).path)


def fresh_references(world: World, operation: Operation) -> dict[str, Any]:
    """New resources for the required references of a payload."""
    found = {}
    for each in world.bodies.attributes(operation):
        words = world.choices.words_of(operation, each.name)
        refers = words.get(References) if words is not None else None
        if each.required and refers is not None and refers.operation is not None:
            made = world.referable(refers.operation, refers.parameter, refers.having, fresh=True)
            found[each.name] = made
    return found
