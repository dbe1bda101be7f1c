"""What the documentation of rooms says once: one plain test a statement.

Each docstring says in our words what the documentation promises. Nothing beyond it is asserted:
where it lists two statuses for a refusal, either will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from clausecheck import (
    ContractFailure,
    Exchange,
    NotChecked,
    World,
    is_same_id,
    object_or_none,
    rule,
    shown,
)
from clausegen import Clause

from giosg_contract.reading import (
    Resource,
    agrees,
    holds,
    ids,
    known_id,
    lacks,
    listed,
    needed,
    organization_of,
    reads,
    retrieved,
    written,
)

REFUSED = {403, 404}
"""Both are listed where a room is not the caller's to change."""


@rule("listRooms.includes_shared")
def test_includes_shared(clause: Clause, world: World) -> None:
    """Without the filter is_shared, the list holds own and shared rooms."""
    shared = known_id(world, "shared_room_id")
    own = world.shared("createRoom").path["room_id"]
    rooms = listed(world, "listRooms")
    holds(clause, rooms, shared)
    holds(clause, rooms, own)


@rule("listRooms.includes_deleted")
def test_includes_deleted(clause: Clause, world: World) -> None:
    """The filter is_deleted has no default, so a plain list holds deleted rooms as well."""
    room = world.create("createRoom").path
    written(world, "deleteRoom", room)
    holds(clause, listed(world, "listRooms"), room["room_id"])


@rule("listRooms.accessible_only")
def test_accessible_only(clause: Clause, world: World) -> None:
    """The list holds what the organization can reach: no rooms that others keep."""
    with _room_of_outsider(world) as foreign:
        lacks(clause, listed(world, "listRooms"), foreign["room_id"])


@rule("listOrganizationTags.accessible_only")
def test_tags_of_accessible_rooms_only(clause: Clause, world: World) -> None:
    """The tags of all rooms of the organization are not those of another organization."""
    name = world.text()
    with _room_of_outsider(world) as foreign:
        written(world, "createRoomTag", foreign, {"name": name}, actor="outsider")
        lacks(clause, listed(world, "listOrganizationTags"), name, "name")


@rule("listRooms.as_retrieved")
def test_list_shows_the_room(clause: Clause, world: World) -> None:
    """The list shows a room as it is after a change, like the room alone."""
    room = _renamed_room(world)
    agrees(clause, listed(world, "listRooms"), retrieved(world, "retrieveRoom", room))


@rule("listUserRooms.as_retrieved")
def test_list_of_user_shows_the_room(clause: Clause, world: World) -> None:
    """The list of a user shows a room like the room of the user alone."""
    room = _renamed_room(world)
    rooms = listed(world, "listUserRooms")
    if room["room_id"].lower() not in ids(rooms[0]):  # not everybody who makes one may work in it
        shown_ids = sorted(ids(rooms[0]))
        if not shown_ids:
            raise NotChecked("the user has no room")
        room = {"room_id": shown_ids[0]}
    agrees(clause, rooms, retrieved(world, "retrieveUserRoom", room))


def _renamed_room(world: World) -> dict[str, str]:
    """Path of a new room that has another name than at first."""
    room = world.create("createRoom").path
    written(world, "updateRoom", room, {"name": world.text()})
    return {"room_id": room["room_id"]}


@contextmanager
def _room_of_outsider(world: World, **values: str) -> Iterator[dict[str, str]]:
    """Path of a new room of another organization. Only its owner can remove it."""
    path = {"organization_id": organization_of(world, "outsider")}
    body = {"name": world.text(), **values}
    exchange = written(world, "createRoom", path, body, actor="outsider")
    path |= _room_made(world, exchange)
    try:
        yield path
    finally:
        world.call("deleteRoom", path=path, actor="outsider")


@rule("retrieveRoom.shared_room")
def test_shared_room(clause: Clause, world: World) -> None:
    """A room that a partner shares to the organization can be read like an own one."""
    shared = known_id(world, "shared_room_id")
    exchange = world.call("retrieveRoom", path={"room_id": shared})
    if exchange.status != 200:
        raise ContractFailure(clause, expected="200 with the shared room", exchange=exchange)
    room = object_or_none(exchange)
    if room is None or not ids([room]) >= {shared.lower()}:
        raise NotChecked(f"retrieveRoom answered something else: {exchange.answer}")


@rule("replaceRoom.own_rooms_only")
def test_shared_room_is_not_replaced(clause: Clause, world: World) -> None:
    """Only own rooms can be replaced."""
    _refuses_to_write(clause, world, "replaceRoom")


@rule("updateRoom.own_rooms_only")
def test_shared_room_is_not_updated(clause: Clause, world: World) -> None:
    """Only own rooms can be changed."""
    _refuses_to_write(clause, world, "updateRoom")


def _refuses_to_write(clause: Clause, world: World, operation: str) -> None:
    shared = known_id(world, "shared_room_id")
    before = _shown_to_owner(world, shared)[0].get("name")
    exchange = world.call(operation, path={"room_id": shared}, body={"name": world.text()})
    after = _shown_to_owner(world, shared)
    if exchange.ok or after[0].get("name") != before:
        world.call(operation, path={"room_id": shared}, body={"name": before})
    if exchange.status not in REFUSED:
        raise ContractFailure(clause, expected="403 or 404", exchange=exchange)
    reads(clause, after, "name", before)


def _shown_to_owner(world: World, room_id: str) -> tuple[Resource, Exchange]:
    """The shared room as its owner sees it, or as we do if the target does not know the owner."""
    if "outsider" not in world.target.actors:
        return retrieved(world, "retrieveRoom", {"room_id": room_id})
    path = {"organization_id": organization_of(world, "outsider"), "room_id": room_id}
    return retrieved(world, "retrieveRoom", path, actor="outsider")


@rule("deleteRoom.own_rooms_only")
def test_shared_room_is_not_deleted(clause: Clause, world: World) -> None:
    """Only own rooms can be deleted, not those of a partner."""
    path = _room_to_use_up(world)
    exchange = world.call("deleteRoom", path=path, actor="outsider")
    if exchange.status not in REFUSED:
        raise ContractFailure(clause, expected="403 or 404", exchange=exchange)


def _room_to_use_up(world: World) -> dict[str, str]:
    """Path of a room that is shared to the outsider. It may go: a faulty server deletes it."""
    room_id = known_id(world, "room_to_unshare_id")
    path = {"organization_id": organization_of(world, "outsider"), "room_id": room_id}
    if not world.call("retrieveRoom", path=path, actor="outsider").ok:
        raise NotChecked("the room of ids.room_to_unshare_id is not shared any more: give another")
    return path


@rule("deleteDomainLink.own_rooms_only")
def test_link_of_shared_room_is_not_deleted(clause: Clause, world: World) -> None:
    """Only links of own rooms can be deleted. The one that may go is made here by the partner."""
    shared = known_id(world, "shared_room_id")
    with _room_of_outsider(world, domain=world.hostname()) as domain_room:
        link = {"room_id": shared, "domain_room_id": domain_room["room_id"]}
        room = {**link, "organization_id": domain_room["organization_id"]}
        body = {"domain_room_id": domain_room["room_id"]}
        written(world, "createDomainLink", room, body, actor="outsider")
        try:
            exchange = world.call("deleteDomainLink", path=link)
            if exchange.status not in REFUSED:
                raise ContractFailure(clause, expected="403 or 404", exchange=exchange)
            links = listed(world, "listDomainLinks", room, actor="outsider")
            holds(clause, links, domain_room["room_id"], "domain_room_id")
        finally:
            world.call("deleteDomainLink", path=room, actor="outsider")


@rule("deleteRoom.unshares")
def test_deleting_unshares(clause: Clause, world: World) -> None:
    """A deleted room is at once gone for the partners that it was shared to."""
    path = _room_to_use_up(world)
    partner, room_id = {"organization_id": path["organization_id"]}, path["room_id"]
    written(world, "deleteRoom", {"room_id": room_id})
    exchange = world.call("retrieveRoom", path=path, actor="outsider")
    if exchange.ok:
        raise ContractFailure(clause, expected="403 or 404 for the partner", exchange=exchange)
    rooms = listed(world, "listRooms", partner, actor="outsider")
    if world.shared("createRoom").path["room_id"].lower() not in ids(
        rooms[0]
    ):  # else it shows everything
        lacks(clause, rooms, room_id)


@rule("Room.is_shared.ownership")
def test_is_shared(clause: Clause, world: World) -> None:
    """False for a room that the organization owns, true for one that a partner shares to it."""
    own = world.shared("createRoom").path["room_id"]
    shared = known_id(world, "shared_room_id")
    reads(clause, retrieved(world, "retrieveRoom", {"room_id": own}), "is_shared", False)
    reads(clause, retrieved(world, "retrieveRoom", {"room_id": shared}), "is_shared", True)


@rule("Room.organization_id.owner")
def test_room_names_its_owner(clause: Clause, world: World) -> None:
    """An own room belongs to the organization, a shared one to another."""
    organization = organization_of(world, "admin")
    own = world.create("createRoom").path["room_id"]
    _is_owned(clause, world, own, organization, expected=True)
    if shared := world.target.ids.get("shared_room_id"):
        _is_owned(clause, world, shared, organization, expected=False)


def _is_owned(
    clause: Clause, world: World, room: str, organization: str, *, expected: bool
) -> None:
    found, exchange = retrieved(world, "retrieveRoom", {"room_id": room})
    owner = found.get("organization_id")
    if owner is None:
        raise NotChecked("retrieveRoom shows no organization_id")
    if is_same_id(owner, organization) is not expected:
        wanted = f"organization_id is {'' if expected else 'not '}{organization}"
        raise ContractFailure(clause, expected=wanted, observed=shown(owner), exchange=exchange)


@rule("Room.name.set_by_owner")
def test_shared_room_keeps_its_name(clause: Clause, world: World) -> None:
    """A partner reads the owner's name; only the display name may be another."""
    shared = known_id(world, "shared_room_id")
    path = {"organization_id": organization_of(world, "outsider"), "room_id": shared}
    owners, _ = retrieved(world, "retrieveRoom", path, actor="outsider")
    if "name" not in owners:
        raise NotChecked("retrieveRoom shows its owner no name")
    reads(clause, retrieved(world, "retrieveRoom", {"room_id": shared}), "name", owners["name"])


@rule("Room.language_code.not_null")
def test_language_is_not_null(clause: Clause, world: World) -> None:
    """The language cannot be null: at creation and later, null is refused, or ignored."""
    body = world.body_for("createRoom", {"language_code": None})
    exchange = world.call("createRoom", body=body)
    _refused_or_ignored(clause, exchange)
    if exchange.ok:
        _shows_language(clause, world, _room_made(world, exchange))
    room = world.create("createRoom", full=True).path
    before = retrieved(world, "retrieveRoom", room)[0].get("language_code")
    exchange = world.call("updateRoom", path=room, body={"language_code": None})
    _refused_or_ignored(clause, exchange)
    reads(clause, _shows_language(clause, world, room), "language_code", before)


def _refused_or_ignored(clause: Clause, exchange: Exchange) -> None:
    if not exchange.ok and exchange.status != 400:
        raise ContractFailure(clause, expected="400 for a null language", exchange=exchange)


def _shows_language(
    clause: Clause, world: World, room: Mapping[str, str]
) -> tuple[Resource, Exchange]:
    found, exchange = retrieved(world, "retrieveRoom", room)
    if found.get("language_code") is None:
        raise ContractFailure(clause, expected="a language", observed="null", exchange=exchange)
    return found, exchange


@rule("Room.domain.custom_room")
def test_custom_room(clause: Clause, world: World) -> None:
    """Without a domain a room is a custom room, and its domain reads null."""
    reads(clause, retrieved(world, "retrieveRoom", _plain_room(world)), "domain", None)


@rule("Room.public_key_id.unset")
def test_public_key_is_unset(clause: Clause, world: World) -> None:
    """The public key reads null as long as none is set."""
    reads(clause, retrieved(world, "retrieveRoom", _plain_room(world)), "public_key_id", None)


def _plain_room(world: World) -> dict[str, str]:
    """Path of a new room that was given nothing but a name."""
    return _room_made(world, needed(world.call("createRoom", body={"name": world.text()})))


def _room_made(world: World, exchange: Exchange) -> dict[str, str]:
    room_id = world.given(exchange).get("room_id")
    if room_id is None:
        raise NotChecked(f"createRoom answered without the room's id: {exchange.answer}")
    return {"room_id": room_id}


@rule("Room.sensitive_data_purge_ttl.null_disables")
def test_null_stops_purging(clause: Clause, world: World) -> None:
    """Null is accepted and means that nothing is purged any more."""
    room = world.create("createRoom", full=True).path
    exchange = world.call("updateRoom", path=room, body={"sensitive_data_purge_ttl": None})
    if not exchange.ok:
        raise ContractFailure(clause, expected="200 for null", exchange=exchange)
    reads(clause, retrieved(world, "retrieveRoom", room), "sensitive_data_purge_ttl", None)
