"""What the documentation says once about a room's users, tags, settings, domain links and queue.

One plain test a statement; see test_rooms.py.
"""

from __future__ import annotations

import time
from collections.abc import Collection

from clausecheck import (
    ContractFailure,
    Exchange,
    NotChecked,
    World,
    is_same_id,
    moment,
    object_or_none,
    rule,
    shown,
)
from clausegen import Clause

from giosg_contract.reading import (
    PLAIN,
    Resource,
    holds,
    ids,
    known_id,
    lacks,
    listed,
    organization_of,
    reads,
    retrieved,
    written,
)

SOME = 3
"""Of users and rooms: enough to see one that is not theirs."""


@rule("listRoomUsers.members_only")
def test_members_only(clause: Clause, world: World) -> None:
    """Even for a shared room the list holds only members of the organization in the path."""
    own = organization_of(world, "admin")
    seen = 0
    for name in ("shared_room_id", "room_to_unshare_id", "queue_room_id"):
        room_id = world.target.ids.get(name)
        if room_id is None or not world.call("retrieveRoom", path={"room_id": room_id}).ok:
            continue
        users, exchange = listed(world, "listRoomUsers", {"room_id": room_id})
        seen += len(users)
        if strangers := [each for each in users if each.get("organization_id", own) != own]:
            expected = f"only users of the organization {own}"
            observed = f"also {shown(strangers[0])}"
            raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)
    if not seen:
        raise NotChecked("no room with users is known: give ids.shared_room_id, a room with users")


@rule("listUserRooms.explicit_permission_only")
def test_explicit_permission_only(clause: Clause, world: World) -> None:
    """Settings permission does not add rooms: only those that the user was explicitly given."""
    unpermitted = known_id(world, "unpermitted_room_id")
    lacks(clause, listed(world, "listUserRooms"), unpermitted)


@rule("listUserRooms.of_the_user")
def test_rooms_of_the_user(clause: Clause, world: World) -> None:
    """A room in the list of a user has that user among its own, whoever asks for the list."""
    own = world.api.actor("admin").own.get("user_id")
    people: set[str] = set()
    for room in listed(world, "listRooms", query={"is_deleted": "false"})[0][:SOME]:
        path = {"room_id": str(room.get("id"))}
        people |= ids(listed(world, "listRoomUsers", path)[0]) - {str(own).lower()}
    seen = 0
    for user in sorted(people)[:SOME]:
        rooms, exchange = listed(world, "listUserRooms", {"user_id": user})
        for room in [each for each in rooms if not each.get("is_deleted")][-SOME:]:
            users, _ = listed(world, "listRoomUsers", {"room_id": str(room.get("id"))})
            seen += 1
            if user not in ids(users):
                expected = f"rooms that have the user {user}"
                observed = f"also {shown(room.get('id'))}"
                raise ContractFailure(
                    clause, expected=expected, observed=observed, exchange=exchange
                )
    if not seen:
        raise NotChecked("no other user with a room of their own is known")


@rule("retrieveUserRoom.no_permission")
def test_no_permission(clause: Clause, world: World) -> None:
    """A room that the user was not given answers 404, also to a user with settings permission."""
    path = {"room_id": known_id(world, "unpermitted_room_id")}
    exchange = world.call("retrieveUserRoom", path=path)
    if exchange.status != 404:
        raise ContractFailure(clause, expected="404", exchange=exchange)


@rule("listOrganizationTags.all_rooms")
def test_tags_of_all_rooms(clause: Clause, world: World) -> None:
    """The list gathers the tags of every room of the organization, also those of one name."""
    tags, name = [], world.text()
    for _ in range(2):
        room = world.create("createRoom").path
        world.create("createRoomTag", {"name": name}, path=room)
        tags.append((room["room_id"], name))
    items, exchange = listed(world, "listOrganizationTags")
    found = {(each.get("room_id"), each.get("name")) for each in items}
    if missing := [each for each in tags if each not in found]:
        expected = f"a tag with room_id and name {shown(missing[0])}"
        observed = f"{len(items)} tags without it"
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


@rule("createRoomTag.shows_the_tag")
def test_created_tag_is_shown(clause: Clause, world: World) -> None:
    """Of all creations, that of a tag is the one whose answer is documented."""
    name = world.text()
    room = world.create("createRoom").path
    exchange = written(world, "createRoomTag", room, {"name": name})
    found = object_or_none(exchange) or {}
    if found.get("name") != name:
        raise ContractFailure(clause, expected=f"the tag {name}", exchange=exchange)


@rule("Tag.hashed_name.digest")
def test_tag_hash(clause: Clause, world: World) -> None:
    """The hash stands for the tag: two tags have two, and a tag keeps its own."""
    room = world.create("createRoom").path
    names = [world.text(stem) for stem in ("lead", "support")]
    for name in names:
        written(world, "createRoomTag", room, {"name": name})
    first, exchange = _hashes(world, room, names)
    again, _ = _hashes(world, room, names)
    if len(first) != 2 or first.keys() != again.keys():
        raise NotChecked("the room does not list its two tags")
    if first != again:
        expected, observed = f"the hashes {shown(first)} again", shown(again)
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)
    if len(set(first.values())) != 2:
        expected = "two different hashes"
        observed = shown(list(first.values()))
        raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


@rule("deleteDomainLink.by_domain_room")
def test_link_goes_by_domain_room(clause: Clause, world: World) -> None:
    """The path names the domain room, not the link itself, and only its link goes."""
    room = {"room_id": world.create("createRoom").path["room_id"]}
    kept, gone = (_domain_room(world) for _ in range(2))
    for each in (kept, gone):
        written(world, "createDomainLink", room, {"domain_room_id": each})
    exchange = world.call("deleteDomainLink", path={**room, "domain_room_id": gone})
    if not exchange.ok:
        raise ContractFailure(clause, expected="204 for the domain room's id", exchange=exchange)
    links = listed(world, "listDomainLinks", room)
    if {kept.lower(), gone.lower()} <= ids(links[0], "domain_room_id"):
        raise NotChecked("deleteDomainLink deleted nothing")
    lacks(clause, links, gone, "domain_room_id")
    holds(clause, links, kept, "domain_room_id")
    for each in (room["room_id"], gone):
        reads(clause, retrieved(world, "retrieveRoom", {"room_id": each}), "is_deleted", False)


def _domain_room(world: World) -> str:
    return world.create("createRoom", {"domain": world.hostname()}).path["room_id"]


@rule("RoomSettings.organization_id.own_room")
def test_settings_name_the_organization(clause: Clause, world: World) -> None:
    """For an own room, its owner and whose settings they are is one; elsewhere that is open."""
    organization = organization_of(world, "admin")
    room = world.create("createRoom").path
    found, exchange = retrieved(world, "retrieveRoomSettings", room)
    shows = found.get("organization_id")
    if shows is None:
        raise NotChecked("retrieveRoomSettings shows no organization_id")
    if not is_same_id(shows, organization):
        expected = f"organization_id is {organization}"
        raise ContractFailure(clause, expected=expected, observed=shown(shows), exchange=exchange)


@rule("RoomSettings.per_organization")
def test_settings_per_organization(clause: Clause, world: World) -> None:
    """Partners that share a room each have settings of their own for it."""
    ours = {"room_id": known_id(world, "shared_room_id")}
    theirs = {**ours, "organization_id": organization_of(world, "outsider")}
    attribute = "is_pending_chat_messages_hidden"
    before, _ = retrieved(world, "retrieveRoomSettings", ours)
    partner, _ = retrieved(world, "retrieveRoomSettings", theirs, actor="outsider")
    if not isinstance(partner.get(attribute), bool):
        raise NotChecked(f"the partner's settings show no {attribute}")
    changed = {attribute: not partner[attribute]}
    names = [each.name for each in world.bodies.attributes(world.operation("replaceRoomSettings"))]
    settings = {name: before[name] for name in names if name in before}
    bodies = {"updateRoomSettings": changed, "replaceRoomSettings": settings | changed}
    try:
        for operation, body in bodies.items():
            written(world, operation, ours, body)
            now, _ = retrieved(world, "retrieveRoomSettings", ours)
            after = retrieved(world, "retrieveRoomSettings", theirs, actor="outsider")
            if now.get(attribute) != changed[attribute]:
                raise NotChecked(f"{operation} did not change {attribute}")
            reads(clause, after, attribute, partner[attribute])
    finally:
        if not world.call("updateRoomSettings", path=ours, body=settings).ok:
            written(world, "updateRoomSettings", ours, {attribute: before.get(attribute)})


@rule("Room.is_online.routing")
def test_online_by_routing(clause: Clause, world: World) -> None:
    """A new room is open: it is online exactly while somebody of its router is."""
    for name, is_online in (("empty_router_id", False), ("bot_router_id", True)):
        room = _routed(world, name)
        reads(clause, retrieved(world, "retrieveRoom", room), "is_online", is_online)


@rule("Room.is_humans_online.humans")
def test_humans_online(clause: Clause, world: World) -> None:
    """Only a user who is no bot makes people reachable."""
    for name, is_human in (("bot_router_id", False), ("people_router_id", True)):
        room = _routed(world, name)
        reads(clause, retrieved(world, "retrieveRoom", room), "is_humans_online", is_human)


@rule("Room.bots_ignored_in_online_status.humans_only")
def test_bots_are_ignored(clause: Clause, world: World) -> None:
    """Where bots are ignored, a bot makes no room online, and a person does."""
    for name, is_online in (("bot_router_id", False), ("people_router_id", True)):
        room = _routed(world, name, {"bots_ignored_in_online_status": True})
        reads(clause, retrieved(world, "retrieveRoom", room), "is_online", is_online)


def _routed(world: World, router: str, values: Resource | None = None) -> dict[str, str]:
    """Path of a new room whose chats a router of the target routes."""
    router_id = known_id(world, router)
    room = {"room_id": world.create("createRoom", values).path["room_id"]}
    written(world, "updateRoomSettings", room, {**PLAIN, "router_id": router_id})
    if retrieved(world, "retrieveRoom", room)[0].get("is_open") is not True:
        raise NotChecked("a new room is not open")
    return room


@rule("RoomSettings.updated_at.moves")
def test_settings_tell_their_change(clause: Clause, world: World) -> None:
    """A change moves the time of the last change; what only reads does not."""
    for pause in (0.02, 1.1):  # a server may keep whole seconds
        before, after, exchange = _changed_settings(world, "updateRoomSettings", pause)
        if _is_later(after.get("updated_at"), before.get("updated_at")):
            return
    expected = f"updated_at later than {shown(before.get('updated_at'))}"
    observed = shown(after.get("updated_at"))
    raise ContractFailure(clause, expected=expected, observed=observed, exchange=exchange)


@rule("RoomSettings.created_at.stays")
def test_settings_keep_their_creation(clause: Clause, world: World) -> None:
    """Neither PATCH nor PUT changes when the settings were created."""
    for operation in ("updateRoomSettings", "replaceRoomSettings"):
        before, after, exchange = _changed_settings(world, operation, 0.02)
        reads(clause, (after, exchange), "created_at", before.get("created_at"))


def _changed_settings(
    world: World, operation: str, pause: float
) -> tuple[Resource, Resource, Exchange]:
    """Settings of a new room before and after a change."""
    room = world.create("createRoom").path
    before, _ = retrieved(world, "retrieveRoomSettings", room)
    time.sleep(pause)
    read, exchange = retrieved(world, "retrieveRoomSettings", room)
    if read.get("updated_at") != before.get("updated_at"):
        raise NotChecked("somebody else changes the settings of a new room")
    names = [each.name for each in world.bodies.attributes(world.operation("replaceRoomSettings"))]
    attribute = "is_ajax_tracking_enabled"
    changed = {attribute: not before.get(attribute)}
    whole = {name: before[name] for name in names if name in before} | changed
    written(world, operation, room, whole if operation == "replaceRoomSettings" else changed)
    after, exchange = retrieved(world, "retrieveRoomSettings", room)
    return before, after, exchange


def _is_later(after: object, before: object) -> bool:
    one, other = moment(before), moment(after)
    if one is None or other is None:
        raise NotChecked("updated_at tells no moment")
    return other > one or not any((one.second, one.microsecond, other.second, other.microsecond))


@rule("RoomSettings.brand_id.null_default_theme")
def test_no_brand(clause: Clause, world: World) -> None:
    """Null takes the brand away again; the room then shows the default theme."""
    room = world.create("createRoom").path
    brand = world.create("createBrand").path["brand_id"]
    written(world, "updateRoomSettings", room, {**PLAIN, "brand_id": brand})
    exchange = world.call("updateRoomSettings", path=room, body={"brand_id": None})
    if not exchange.ok:
        raise ContractFailure(clause, expected="200 for null", exchange=exchange)
    reads(clause, retrieved(world, "retrieveRoomSettings", room), "brand_id", None)


@rule("RoomSettings.legacy_chat_dialog_id.initially_null")
def test_no_chat_dialog(clause: Clause, world: World) -> None:
    """A new room has no chat dialog."""
    room = world.create("createRoom").path
    settings = retrieved(world, "retrieveRoomSettings", room)
    reads(clause, settings, "legacy_chat_dialog_id", None)


@rule("listRoomQueues.active_only")
def test_active_queue_only(clause: Clause, world: World) -> None:
    """The list leaves out what was picked up, so the time of the pick-up is always null in it."""
    room = known_id(world, "queue_room_id")
    picked_up = known_id(world, "picked_up_queue_id")
    items, exchange = listed(world, "listRoomQueues", {"room_id": room})
    gone = [each for each in items if each.get("chat_picked_up_at") is not None]
    gone += [each for each in items if each.get("id") == picked_up]
    if gone:
        expected = "only entries that wait, with chat_picked_up_at null"
        raise ContractFailure(clause, expected=expected, observed=shown(gone[0]), exchange=exchange)


@rule("retrieveRoomQueue.picked_up")
def test_picked_up_queue(clause: Clause, world: World) -> None:
    """An entry outlives the pick-up and then tells its time."""
    path = {
        "room_id": known_id(world, "queue_room_id"),
        "queue_id": known_id(world, "picked_up_queue_id"),
    }
    exchange = world.call("retrieveRoomQueue", path=path)
    if exchange.status != 200:
        raise ContractFailure(clause, expected="200", exchange=exchange)
    entry, exchange = retrieved(world, "retrieveRoomQueue", path)
    if entry.get("chat_picked_up_at") is None:
        expected = "chat_picked_up_at holds a time"
        raise ContractFailure(clause, expected=expected, observed="null", exchange=exchange)


def _hashes(
    world: World, room: Resource, names: Collection[str]
) -> tuple[dict[str, str], Exchange]:
    """Of the tags with these names: others may add theirs."""
    items, exchange = listed(world, "listRoomTags", {"room_id": room["room_id"]})
    found = {str(each.get("name")): str(each.get("hashed_name")) for each in items}
    return {name: found[name] for name in names if name in found}, exchange
