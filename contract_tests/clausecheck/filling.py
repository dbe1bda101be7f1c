"""Puts items into collections: one page alone cannot show that pages are linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clausegen.resources import pagination_of

from clausecheck.failures import NotChecked
from clausecheck.lists import identity, items_on, link_on, walk
from clausecheck.relations import object_or_none
from clausecheck.state import fresh_references

if TYPE_CHECKING:
    from clausegen.model import Operation

    from clausecheck.world import World

BOUND = 30  # items that one check may create to reach a second page
Made = list[Mapping[str, Any]]


def more_pages(world: World, operation_id: str) -> tuple[dict[str, str], Made]:
    """(path values of a collection with several pages, items that were created in it).

    The created items reach over the end of a page, and to a third one if pages are not large.
    Raises NotChecked if the list stays on one page.
    """
    operation = world.document.operation(operation_id)
    path = world.path_for(operation_id)
    add = _adding(world, operation, path)
    if add is not None:
        size = _page_size(world, operation_id, path)
        made: Made = []
        for count in range(BOUND):
            if size is not None and count > 2 * size:
                break
            made += add()
            size = size or _page_size(world, operation_id, path)
        if size is None:
            raise NotChecked(f"the list and {BOUND} more items still fit on one page")
        return path, made
    for other in (path, *world.paths.alternatives(operation)):
        if _page_size(world, operation_id, other) is not None:
            return other, []
    raise NotChecked("the list fits on one page, and the API has no operation that adds to it")


def _page_size(world: World, operation_id: str, path: Mapping[str, str]) -> int | None:
    """Items on the first page; None if it is the only one."""
    names = pagination_of(world.document, world.document.operation(operation_id))
    exchange = world.call(operation_id, path=path)
    if link_on(exchange, names.next if names else None) is None:
        return None
    return len(items_on(exchange, names) or ())


def _adding(world: World, operation: Operation, path: dict[str, str]) -> Callable[[], Made] | None:
    """What adds one item to a collection, if the API can; the items, as far as they are known."""
    creator = world.relations.creator(operation)
    if creator is not None:
        return lambda: _created(world, creator.id, path)
    referring = _referring(world, operation)
    if referring is not None:
        writer, attribute, parameter = referring
        return lambda: _referred(world, writer, {attribute: path[parameter]})
    maker = world.relations.maker(world.relations.resource(operation))
    if maker is None or not _comes_up(world, operation, path, _created(world, maker.id)):
        return None
    return lambda: _created(world, maker.id)


def _created(world: World, creator: str, path: dict[str, str] | None = None) -> Made:
    """A new item. Where the same target would give the same item, a new target is referred to."""
    body = fresh_references(world, creator)
    found = object_or_none(world.create(creator, body, path=path).exchange)
    return [found] if found is not None else []


def _comes_up(world: World, listing: Operation, path: dict[str, str], made: Made) -> bool:
    """What is created elsewhere shows in the list, too: a tag of a room among all tags."""
    listed = {identity(each) for each in walk(world, listing.id, path).items}
    return any(identity(each) in listed for each in made)


def _referring(world: World, listing: Operation) -> tuple[str, str, str] | None:
    """(writing operation, attribute, parameter): what makes resources refer to the list's own.

    A list below one resource holds those that refer to it, such as the rooms of a brand.
    """
    last = listing.parameters_in("path")[-1].name if listing.parameters_in("path") else None
    for name, schema in world.document.schemas.items():
        for each in world.document.attributes(schema):
            words = each.schema.words.references
            if words is None or words.operation is None or words.parameter != last:
                continue
            for writer in world.relations.writers(name, each.name):
                if writer.method in {"patch", "put"}:
                    return writer.id, each.name, last
    return None


def _referred(world: World, writer: str, body: Mapping[str, Any]) -> Made:
    path = world.path_for(writer, fresh=True)
    exchange = world.call(writer, path=path, body=world.body_for(writer, body))
    if not exchange.ok:
        raise NotChecked(f"{writer} was needed and answered {exchange.answer}")
    return []
