"""What belongs together: ids, stamps, lists and their items, the user of a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec
from clausemock.store import Query, Record, Store
from giosg_mock.seed import identifier

from mutants.exchange import Exchange
from mutants.makers.answers import Thing, alters, shown
from mutants.makers.state import keeps, requery
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage

LATER = "2035-06-07T08:09:10.111Z"
COLLEAGUE = identifier("user", "emma")
HOME, PARTNER = (identifier("organization", each) for each in ("home", "partner"))


def _belongs_to(organization: str) -> Callable[[Thing], None]:
    """The object beside the id agrees with it."""

    def edit(thing: Thing) -> None:
        named = {**thing["organization"], "id": organization}
        thing.update(organization_id=organization, organization=named)

    return edit


def _same(name: str) -> Callable[[Record, Record | None], None]:
    def edit(record: Record, before: Record | None) -> None:
        if before is not None:
            record[name] = before[name]

    return edit


def _moved(name: str) -> Callable[[Record, Record | None], None]:
    def edit(record: Record, before: Record | None) -> None:
        if before is not None:
            record[name] = LATER

    return edit


def _stamp(table: str, how: str, edit: Any, operations: str, clause: str, also: str = "") -> Mutant:
    because = "they look at the same attribute"
    return keeps(
        table,
        how,
        edit,
        operations=operations,
        kind="update",
        clauses=clause,
        also=also,
        because=because if also else "",
    )


def _by_a_colleague(schema: str, name: str, clause: str, operations: str) -> Mutant:
    def edit(thing: Thing) -> None:
        if thing.get(name) is not None:
            thing[name] = COLLEAGUE
            thing[name.removesuffix("_id")]["id"] = COLLEAGUE

    return alters(schema, name, "is a colleague", edit, clauses=clause, operations=operations)


def _looked_up(
    table: str, name: str, kind: str, operations: str, clause: str, also: str = ""
) -> Mutant:
    """A read-only id that is taken from the payload if it leads somewhere."""
    sent: dict[str, Any] = {}
    names = operations.split()

    def change(stage: Stage) -> None:
        def note(exchange: Exchange) -> None:
            sent.clear()
            if isinstance(exchange.sent, dict):
                sent.update(exchange.sent)

        def make(put: Any) -> Any:
            def other(store: Store, into: str, record: Record) -> None:
                given = sent.get(name) if into == table and stage.operation in names else None
                if isinstance(given, str) and store.get(kind, given) is not None:
                    record = {**record, name: given}
                put(store, into, record)

            return other

        stage.before(operations, note)
        stage.patch(Store, "put", make)

    return mutant(
        f"{names[0]}-takes-{name}-of-what-exists",
        "read-only",
        f"{name} is read-only, here {operations} takes it if there is such a {kind}",
        clause,
        change,
        also=also,
        because="the resource is somebody else's afterwards",
    )


def _yesterday(
    listing: str, readers: str, clause: str, name: str = "name", also: str = ""
) -> Mutant:
    """A list that shows what was, not what is."""
    known: dict[str, Any] = {}

    def change(stage: Stage) -> None:
        def note(exchange: Exchange) -> None:
            if exchange.is_ok and isinstance(exchange.answer, dict):
                known.setdefault(exchange.answer["id"], exchange.answer[name])

        def old(exchange: Exchange) -> None:
            page = exchange.answer
            if exchange.is_ok:
                for each in shown(page):
                    each[name] = known.get(each["id"], each[name])
                exchange.answer = page

        stage.after(readers, note)
        stage.after(listing, old)

    return mutant(
        f"{listing}-shows-the-{name}-of-yesterday",
        "lifecycle",
        f"{listing} shows resources as they are, here as they were made",
        clause,
        change,
        also=also,
        because="they see the same" if also else "",
    )


def _mine(operation: str, clause: str, also: str = "") -> Mutant:
    """Whosever rooms are asked for, the caller's are shown."""

    def make(query: Query) -> Query:
        admin = identifier("user", "admin")
        where = tuple((key, admin if key == "user_id" else value) for key, value in query.where)
        return msgspec.structs.replace(query, where=where)

    return mutant(
        f"{operation}-shows-the-callers-rooms",
        "isolation",
        f"{operation} is about the user of the path, here about the caller",
        clause,
        requery(operation, "permitted_room", make),
        also=also,
        because="they see the same" if also else "",
    )


def _refuses(operation: str, clause: str) -> Mutant:
    """A reason that is not listed: the member lacks the settings permission."""

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if exchange.actor == "member":
                exchange.reply(403, {"detail": "You need the settings permission."})

        stage.before(operation, edit)

    return mutant(
        f"{operation}-wants-the-settings-permission",
        "permission",
        f"{operation} is refused for two reasons, here also without the settings permission",
        clause,
        change,
    )


def _merged(stage: Stage) -> None:
    stage.add_view("merged_tag", "SELECT * FROM tag GROUP BY organization_id, name")

    def make(query: Query) -> Query:
        return msgspec.structs.replace(query, source="merged_tag")

    requery("listOrganizationTags", "tag", make)(stage)


MUTANTS = (
    alters(
        "RoomQueue",
        "id",
        "is the chat",
        lambda it: it.update(id=it["chat_id"]),
        operations="retrieveRoomQueue",
        clauses="RoomQueue.id.references",
    ),
    alters(
        "Room",
        "organization_id",
        "is the organization that looks at a shared room",
        lambda it: _belongs_to(HOME)(it) if it["is_shared"] else None,
        operations="retrieveRoom",
        clauses="Room.organization_id.owner",
        also="listRooms.as_retrieved DomainLink.organization_id.references "
        "RoomQueue.organization_id.references",
    ),
    alters(
        "Room",
        "organization_id",
        "is a partner's in an own room",
        lambda it: None if it["is_shared"] else _belongs_to(PARTNER)(it),
        clauses="Room.organization_id.owner",
        also="Room.organization_id.read_only DomainLink.organization_id.references "
        "RoomQueue.organization_id.references",
    ),
    alters(
        "Room",
        "name",
        "is the display name of a shared room",
        lambda it: it.update(name=it["display_name"]) if it["is_shared"] else None,
        operations="retrieveRoom",
        clauses="Room.name.set_by_owner",
    ),
    alters(
        "RoomSettings",
        "organization_id",
        "is a partner's",
        _belongs_to(PARTNER),
        clauses="RoomSettings.organization_id.own_room",
        also="RoomSettings.organization_id.read_only",
    ),
    alters(
        "Room",
        "id",
        "is the organization",
        lambda it: it.update(id=it["organization_id"]),
        operations="retrieveUserRoom",
        clauses="Room.id.references",
    ),
    alters(
        "Brand",
        "id",
        "is another each time",
        lambda it: it.update(id=str(uuid4())),
        operations="retrieveBrand",
        clauses="Brand.id.references",
    ),
    _stamp(
        "brand",
        "leave updated_at",
        _same("updated_at"),
        "updateBrand replaceBrand",
        "Brand.updated_at.stamp",
    ),
    _stamp(
        "room",
        "leave updated_at",
        _same("updated_at"),
        "updateRoom replaceRoom",
        "Room.updated_at.stamp",
    ),
    _stamp("room", "move created_at", _moved("created_at"), "updateRoom", "Room.created_at.stamp"),
    _stamp(
        "brand", "move created_at", _moved("created_at"), "updateBrand", "Brand.created_at.stamp"
    ),
    alters(
        "Room",
        "updated_at",
        "moves when read",
        lambda it: it.update(updated_at=f"2036-01-01T00:00:00.{uuid4().int % 1000:03}Z"),
        operations="retrieveRoom",
        clauses="Room.updated_at.stamp",
        also="Room.updated_at.visible_to listRooms.as_retrieved",
    ),
    _stamp(
        "settings",
        "leave updated_at",
        _same("updated_at"),
        "updateRoomSettings replaceRoomSettings",
        "RoomSettings.updated_at.moves",
    ),
    _stamp(
        "settings",
        "move created_at",
        _moved("created_at"),
        "replaceRoomSettings",
        "RoomSettings.created_at.stays",
    ),
    _by_a_colleague("Brand", "created_by_user_id", "Brand.created_by_user_id.stamp", ""),
    _by_a_colleague("Brand", "updated_by_user_id", "Brand.updated_by_user_id.stamp", ""),
    _by_a_colleague("Room", "updated_by_user_id", "Room.updated_by_user_id.stamp", ""),
    _looked_up(
        "brand", "organization_id", "organization", "createBrand", "Brand.organization_id.read_only"
    ),
    _looked_up(
        "brand",
        "created_by_user_id",
        "user",
        "createBrand updateBrand replaceBrand",
        "Brand.created_by_user_id.read_only",
    ),
    _looked_up(
        "room", "organization_id", "organization", "updateRoom", "Room.organization_id.read_only"
    ),
    _looked_up(
        "room", "updated_by_user_id", "user", "replaceRoom", "Room.updated_by_user_id.read_only"
    ),
    _looked_up("tag", "room_id", "room", "createRoomTag", "Tag.room_id.read_only"),
    _looked_up(
        "domain_link", "room_id", "room", "createDomainLink", "DomainLink.room_id.read_only"
    ),
    _yesterday("listRooms", "createRoom", "listRooms.as_retrieved"),
    _yesterday("listUserRooms", "createRoom", "listUserRooms.as_retrieved"),
    _yesterday("listBrandRooms", "createRoom", "listBrandRooms.as_retrieved"),
    _yesterday("listBrands", "createBrand", "listBrands.as_retrieved", "primary_color_code"),
    mutant(
        "listOrganizationTags-merges-tags-of-one-name",
        "lifecycle",
        "listOrganizationTags lists the tags of all rooms, here each name once",
        "listOrganizationTags.all_rooms",
        _merged,
    ),
    _mine("listUserRooms", "listUserRooms.of_the_user"),
    _refuses("listUserRooms", "listUserRooms.200.success"),
    _refuses("retrieveUserRoomOverview", "retrieveUserRoomOverview.200.success"),
)
