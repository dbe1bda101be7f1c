"""What becomes of things that are deleted."""

from __future__ import annotations

from typing import Any

from clausemock.behaviours.deletion import Deletion
from clausemock.store import Query, Record, Store

from mutants.exchange import Exchange
from mutants.makers.answers import Thing, alters
from mutants.makers.lists import is_later, pages
from mutants.makers.rules import breaks_rule, leaves_shares
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage


def _instead(operation: str, how: str, act: Any, clauses: str, also: str = "") -> Mutant:
    """Something else happens than the deletion: `act` gets store, table and record."""

    def change(stage: Stage) -> None:
        def make(delete: Any) -> Any:
            def other(
                behaviour: Deletion, called: str, store: Store, table: str, record: Record
            ) -> None:
                if called == operation:
                    act(store, table, record)
                else:
                    delete(behaviour, called, store, table, record)

            return other

        stage.patch(Deletion, "delete", make)

    name = f"{operation}-{how.replace(' ', '-')}"
    because = "they see the same"
    return mutant(
        name, "lifecycle", f"{operation}: {how}", clauses, change, also=also, because=because
    )


def _nothing(*_: Any) -> None:
    """The deed is not done."""


def _removes(store: Store, table: str, record: Record) -> None:
    store.remove(table, id=record["id"])


def _removes_all_links(store: Store, table: str, record: Record) -> None:
    store.remove(table, room_id=record["room_id"])


def _removes_first_link(store: Store, table: str, record: Record) -> None:
    oldest = store.first(Query(table).having(room_id=record["room_id"]))
    store.remove(table, id=(oldest or record)["id"])


def _half_deleted(how: str, operation: str, hide: Any) -> Mutant:
    """A deleted brand stays, and only one way to it is closed."""
    gone: set[str] = set()

    def change(stage: Stage) -> None:
        def note(_: Store, __: str, record: Record) -> None:
            gone.add(record["id"])

        _instead("deleteBrand", how, note, "").change(stage)
        stage.after(operation, lambda exchange: hide(exchange, gone))

    return mutant(
        f"deleteBrand-{how.replace(' ', '-')}",
        "lifecycle",
        f"deleteBrand: {how}",
        "deleteBrand.deletion",
        change,
    )


def _not_listed(exchange: Exchange, gone: set[str]) -> None:
    page = exchange.answer
    if exchange.is_ok:
        page["results"] = [each for each in page["results"] if each["id"] not in gone]
        exchange.answer = page


def _not_read(exchange: Exchange, gone: set[str]) -> None:
    if exchange.path["brand_id"] in gone:
        exchange.reply(404, {"detail": "Gone."})


def _tag_returns(how: str, listing: str, is_seen: Any) -> Mutant:
    """A deleted tag is shown again."""
    gone: list[Thing] = []

    def change(stage: Stage) -> None:
        def make(delete: Any) -> Any:
            def noting(
                behaviour: Deletion, called: str, store: Store, table: str, record: Record
            ) -> None:
                if table == "tag":
                    names = ("name", "room_id", "created_at", "hashed_name")
                    gone.append({name: record[name] for name in names})
                delete(behaviour, called, store, table, record)

            return noting

        def show(exchange: Exchange) -> None:
            page = exchange.answer
            if exchange.is_ok and is_seen(exchange):
                rooms = {exchange.path.get("room_id")}
                is_whole = "room_id" not in exchange.path
                page["results"] += [e for e in gone if is_whole or e["room_id"] in rooms]
                exchange.answer = page

        stage.patch(Deletion, "delete", make)
        stage.after(listing, show)

    return mutant(
        f"deleteRoomTag-{how.replace(' ', '-')}",
        "lifecycle",
        f"deleteRoomTag: {how}",
        "deleteRoomTag.deletion",
        change,
    )


def _is_last(exchange: Exchange) -> bool:
    return bool(exchange.answer["next"] is None)


def _is_last_and_later(exchange: Exchange) -> bool:
    return is_later(exchange) and _is_last(exchange)


def _hides_deleted(exchange: Exchange) -> None:
    if exchange.is_ok and exchange.answer["is_deleted"]:
        exchange.reply(404, {"detail": "Gone."})


def _unreadable_when_deleted() -> Mutant:
    return mutant(
        "retrieveRoom-hides-deleted-rooms",
        "lifecycle",
        "retrieveRoom reads a deleted room, here it answers 404",
        "deleteRoom.deletion",
        lambda stage: stage.after("retrieveRoom", _hides_deleted),
    )


def _lists_no_deleted(_: Exchange, page: Thing) -> None:
    page["results"] = [each for each in page["results"] if not each["is_deleted"]]


MUTANTS = (
    _instead("deleteRoom", "changes nothing", _nothing, "deleteRoom.deletion"),
    _instead(
        "deleteRoom",
        "removes the room for good",
        _removes,
        "deleteRoom.deletion listRooms.includes_deleted",
    ),
    _unreadable_when_deleted(),
    pages(
        "listRooms",
        "never lists deleted rooms",
        _lists_no_deleted,
        kind="lifecycle",
        clauses="listRooms.includes_deleted",
        also="filter.is_deleted.true",
    ),
    alters(
        "Room",
        "is_deleted",
        "is false in lists",
        lambda room: room.update(is_deleted=False),
        operations="listRooms",
        kind="lifecycle",
        clauses="listRooms.filter.is_deleted.true",
        also="listRooms.filter.is_deleted.false",
        because="no item differs in the attribute",
    ),
    breaks_rule(
        "deleteRoom.unshares",
        "deleteRoom takes the room from partners at once, here they keep it",
        leaves_shares,
        kind="lifecycle",
    ),
    _instead("deleteBrand", "changes nothing", _nothing, "deleteBrand.deletion"),
    _half_deleted("leaves it readable", "listBrands", _not_listed),
    _half_deleted("leaves it in the list", "retrieveBrand", _not_read),
    _instead("deleteRoomTag", "changes nothing", _nothing, "deleteRoomTag.deletion"),
    _tag_returns("comes back on the last page", "listRoomTags", _is_last_and_later),
    _tag_returns("leaves it to the organization", "listOrganizationTags", _is_last),
    _instead(
        "deleteDomainLink",
        "changes nothing",
        _nothing,
        "deleteDomainLink.deletion",
        "deleteDomainLink.by_domain_room",
    ),
    _instead(
        "deleteDomainLink",
        "removes every link of the room",
        _removes_all_links,
        "deleteDomainLink.by_domain_room",
    ),
    _instead(
        "deleteDomainLink",
        "removes the oldest link",
        _removes_first_link,
        "deleteDomainLink.by_domain_room",
        "deleteDomainLink.deletion",
    ),
)
