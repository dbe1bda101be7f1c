"""What is deleted is gone (hard), or stays and says so (soft)."""

from __future__ import annotations

from clausegen.model.relations import pagination_of
from clausegen.words.clause import Clause
from clausegen.words.vocabulary import Deletion

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.world.filling import more_pages
from clausecheck.world.lists import Item, is_among, whole
from clausecheck.world.relations import object_or_none
from clausecheck.world.state import current
from clausecheck.world.world import World

GONE = {404, 410}
"""Which of them an unknown id gets is a clause of its own."""


def check(clause: Clause, world: World) -> None:
    deletion = clause.detail
    assert isinstance(deletion, Deletion)
    assert clause.operation is not None
    if deletion.mode == "hard" and deletion.list is not None:
        more_pages(world, deletion.list)  # it might come back on a later page only
    path = world.path_for(clause.operation, fresh=True)
    item, _ = current(world, clause.operation, path)
    exchange = world.call(clause.operation, path=path)
    if not exchange.ok:
        raise NotChecked(f"{clause.operation} was needed and answered {exchange.answer}")
    if deletion.retrieve is not None:
        _read(clause, world, deletion, path)
    if deletion.mode == "hard" and deletion.list is not None:
        for listing in _lists(world, deletion.list):
            _lacks(clause, world, listing, path, item)


def _lists(world: World, first: str) -> list[str]:
    """The list that the document names, and the others of the same resource."""
    resource = world.relations.resource(world.document.operation(first))
    own = world.api.actor("admin").own
    others = [
        each.id
        for each in world.document.operations
        if each.method == "get"
        and pagination_of(world.document, each) is not None
        and world.relations.resource(each) == resource
        and all(parameter.name in own for parameter in each.parameters_in("path"))
    ]
    return [first, *(each for each in others if each != first)]


def _lacks(clause: Clause, world: World, listing: str, path: dict[str, str], item: Item) -> None:
    listed = whole(world, listing, path)
    found = next((each for each in listed.items if is_among(item, [each])), None)
    if found is not None:
        raise ContractFailure(
            clause,
            expected=f"{listing} without what was deleted",
            observed="it is still listed",
            exchange=listed.page_of(found),
        )


def _read(clause: Clause, world: World, deletion: Deletion, path: dict[str, str]) -> None:
    assert deletion.retrieve is not None
    exchange = world.call(deletion.retrieve, path=path)
    if deletion.mode == "hard":
        if exchange.status not in GONE:
            raise ContractFailure(clause, expected="404 after deletion", exchange=exchange)
        return
    found = object_or_none(exchange) or {}
    if not exchange.ok or found.get(str(deletion.flag)) is not True:
        expected = f"200 with {deletion.flag} true after deletion"
        raise ContractFailure(clause, expected=expected, exchange=exchange)
