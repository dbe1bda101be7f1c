"""What happens to rooms in a story."""

from __future__ import annotations

from giosg_contract.oracle.model import Room
from giosg_contract.oracle.story import Story


def create(story: Story, *, with_domain: bool) -> None:
    domain = story.world.hostname() if with_domain else None
    body = {"name": story.world.text(), **({"domain": domain} if domain is not None else {})}
    exchange = story.call("createRoom", body=body)
    story.must(exchange, 201, clause="createRoom.201.success")
    path = {"room_id": story.made(exchange)}
    story.model.rooms.append(Room(path, domain))
    story.teller.names[path["room_id"]] = f"<room {len(story.model.rooms)}>"


def delete(story: Story, room: Room) -> None:
    exchange = story.call("deleteRoom", room.path)
    story.must(exchange, 204, clause="deleteRoom.204.success")
    story.model.delete_room(room)


def look(story: Story) -> None:
    """Without filters, the list holds every room that was made, also those that are deleted."""
    rooms = story.all("listRooms")
    deleted = {each.id for each in story.model.rooms if each.is_deleted}
    story.compare(rooms, deleted, clause="listRooms.includes_deleted")
