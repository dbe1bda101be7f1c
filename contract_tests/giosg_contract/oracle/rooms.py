"""What happens to rooms in a story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen import UNSET

from giosg_contract.oracle.model import Record, Room
from giosg_contract.oracle.story import Story
from giosg_contract.reading import ids

FORBIDDEN = {"member": "no_settings_permission", "outsider": "no_organization_access"}
"""Who is refused, and the reason that the documentation gives."""


def create(story: Story, attributes: Mapping[str, Any], *, with_domain: bool) -> None:
    sent = {"name": story.world.text(), **attributes}
    if with_domain:
        sent["domain"] = story.world.hostname()
    exchange = story.call("createRoom", body=sent)
    story.must(exchange, 201, clause="createRoom.201.success")
    path = {"room_id": story.made(exchange)}
    record = Record(path)
    record.write("createRoom", {"domain": None, **sent})
    story.model.rooms.append(Room(record, Record(path)))
    story.teller.names[path["room_id"]] = f"<room {len(story.model.rooms)}>"
    story.see("retrieveRoom", record, after="createRoom", sent=sent)


def update(story: Story, room: Room, attributes: Mapping[str, Any], *, renamed: bool) -> None:
    sent = {**attributes, **({"name": story.world.text()} if renamed else {})}
    exchange = story.call("updateRoom", room.record.path, sent)
    story.must(exchange, 200, clause="updateRoom.200.success")
    room.record.write("updateRoom", sent)
    story.see("retrieveRoom", room.record, after="updateRoom", sent=sent)


def replace(story: Story, room: Room, attributes: Mapping[str, Any]) -> None:
    sent = {"name": story.world.text(), **attributes}
    exchange = story.call("replaceRoom", room.record.path, sent)
    story.must(exchange, 200, clause="replaceRoom.200.success")
    # Whether a PUT resets what it leaves out is not documented; the domain is fixed in any case.
    room.record.forget(set(room.record.values) - {"domain"})
    room.record.write("replaceRoom", sent)
    story.see("retrieveRoom", room.record, after="replaceRoom", sent=sent)


def move(story: Story, room: Room) -> None:
    """Another domain may be refused or ignored, but never taken."""
    story.call("updateRoom", room.record.path, {"domain": story.world.hostname()})
    story.see("retrieveRoom", room.record, after="updateRoom", sent={"domain"})


def claim(story: Story, room: Room) -> None:
    """A second room with the domain of a living one is refused."""
    body = {"name": story.world.text(), "domain": room.domain}
    exchange = story.call("createRoom", body=body)
    if exchange.ok:
        clause, expected = "Room.domain.uniqueness", "a refusal: the domain is taken"
        story.breaks(clause, expected, seen=exchange)


def delete(story: Story, room: Room) -> None:
    """The room can still be read, with all its attributes, and says that it is deleted."""
    exchange = story.call("deleteRoom", room.record.path)
    story.must(exchange, 204, clause="deleteRoom.204.success")
    story.model.delete_room(room)
    room.record.write("deleteRoom", {"is_deleted": True})
    story.see("retrieveRoom", room.record, blame="deleteRoom.deletion")


def meddle(story: Story, room: Room, actor: str, operation: str) -> None:
    """Who may not write is refused, and nothing changes."""
    clause = f"{operation}.403.{FORBIDDEN[actor]}"
    body = UNSET if operation == "deleteRoom" else {"name": story.world.text()}
    exchange = story.call(operation, room.record.path, body, actor=actor)
    story.must(exchange, 403, 404, clause=clause)
    story.see("retrieveRoom", room.record, blame=clause)


def look(story: Story) -> None:
    """Without filters, the list holds every room that was made."""
    rooms = story.all("listRooms")
    deleted, living = _ids(story, is_deleted=True), _ids(story, is_deleted=False)
    story.compare(rooms, deleted, clause="listRooms.includes_deleted")
    story.compare(rooms, living, clause="listRooms.pagination.complete")


def look_filtered(story: Story, *, is_deleted: bool) -> None:
    clause = f"listRooms.filter.is_deleted.{str(is_deleted).lower()}"
    rooms = story.all("listRooms", query={"is_deleted": is_deleted})
    present, absent = _ids(story, is_deleted=is_deleted), _ids(story, is_deleted=not is_deleted)
    story.compare(rooms, set(), absent, clause=clause)
    if present - ids(rooms[0]):
        look(story)  # what no list shows is no fault of the filter
    story.compare(rooms, present, clause=clause)


def _ids(story: Story, *, is_deleted: bool) -> set[str]:
    return {each.id for each in story.model.rooms if each.is_deleted is is_deleted}
