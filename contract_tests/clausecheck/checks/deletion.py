"""What is deleted is gone (hard), or stays and says so (soft)."""

from __future__ import annotations

from clausegen.model import Operation
from clausegen.words.deletion import DeletionClause
from clausegen.words.pagination import pagination_of

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.exchange import Exchange
from clausecheck.world.filling import more_pages
from clausecheck.world.lists import Item, is_among, whole
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import object_or_none
from clausecheck.world.state import current, fresh_references
from clausecheck.world.world import World

GONE = {404, 410}
"""Which of them an unknown id gets is a clause of its own."""


def check(clause: DeletionClause, world: World) -> None:
    operation = clause.operation
    listing = clause.list if clause.deletion.mode == "hard" else None
    if listing is not None:
        more_pages(world, listing)  # it might come back on a later page only
    path = world.path_for(operation, fresh=True)
    kept = _another(clause, world, path) if clause.deletion.mode == "hard" else None
    item, _ = current(world, operation, path)
    exchange = world.call(operation, path=path)
    if not exchange.ok:
        raise NotChecked(f"{operation} was needed and answered {exchange.answer}")
    if kept is not None:
        _is_kept(clause, world, kept, exchange)
    if clause.retrieve is not None:
        _read(clause, world, clause.retrieve, path)
        _stays_deleted(clause, world, clause.retrieve, path)
    for each in _lists(world, listing) if listing is not None else ():
        _lacks(clause, world, each, path, item)


def _another(clause: DeletionClause, world: World, path: dict[str, str]) -> Prepared | None:
    """One beside it, which is to stay."""
    listing = clause.list
    creator = world.relations.creator(listing) if listing is not None else None
    if creator is None:
        return None
    above = {each.name: path[each.name] for each in creator.parameters_in("path")}
    try:
        return world.create(creator, fresh_references(world, creator), path=above)
    except NotChecked:
        return None  # there can be one only


def _is_kept(clause: DeletionClause, world: World, kept: Prepared, exchange: Exchange) -> None:
    try:
        current(world, kept.operation, kept.path, object_or_none(kept.exchange))
    except NotChecked as reason:
        raise ContractFailure(
            clause,
            expected="the one beside it stays",
            observed=f"it cannot be found any more: {reason.reason}",
            exchange=exchange,
        ) from reason


def _stays_deleted(
    clause: DeletionClause, world: World, reader: Operation, path: dict[str, str]
) -> None:
    """No write brings back what says that it is deleted."""
    flag = clause.deletion.flag
    for method in ("patch", "put"):
        writer = world.relations.item(clause.operation, method)
        if writer is not None and flag is not None:
            body = {**world.body_for(writer), flag: False}
            if world.call(writer, path=path, body=body).ok:
                _read(clause, world, reader, path)


def _lists(world: World, first: Operation) -> list[Operation]:
    """The list that the document names, and the others of the same resource."""
    resource = world.relations.resource(first)
    own = world.target.owner.own
    others = [
        each
        for each in world.document.operations
        if each.method == "get"
        and pagination_of(world.document, each) is not None
        and world.relations.resource(each) == resource
        and all(parameter.name in own for parameter in each.parameters_in("path"))
    ]
    return [first, *(each for each in others if each.id != first.id)]


def _lacks(
    clause: DeletionClause, world: World, listing: Operation, path: dict[str, str], item: Item
) -> None:
    listed = whole(world, listing, path)
    found = next((each for each in listed.items if is_among(item, [each])), None)
    if found is not None:
        raise ContractFailure(
            clause,
            expected=f"{listing} without what was deleted",
            observed="it is still listed",
            exchange=listed.page_of(found),
        )


def _read(clause: DeletionClause, world: World, reader: Operation, path: dict[str, str]) -> None:
    exchange = world.call(reader, path=path)
    if clause.deletion.mode == "hard":
        if exchange.status not in GONE:
            raise ContractFailure(clause, expected="404 after deletion", exchange=exchange)
        return
    flag, found = clause.deletion.flag, object_or_none(exchange) or {}
    if not exchange.ok or found.get(str(flag)) is not True:
        expected = f"200 with {flag} true after deletion"
        raise ContractFailure(clause, expected=expected, exchange=exchange)
