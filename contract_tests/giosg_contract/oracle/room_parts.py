"""What happens to the tags and domain links of rooms in a story."""

from __future__ import annotations

from clausecheck import Exchange, shown

from giosg_contract.oracle.model import Room
from giosg_contract.oracle.story import Story
from giosg_contract.reading import Resource


def tag(story: Story, room: Room) -> None:
    name = story.world.text("tag")
    exchange = story.call("createRoomTag", room.path, {"name": name})
    story.must(exchange, 201, clause="createRoomTag.201.success")
    room.tags.append(name)
    _see_tags(story, room, clause="createRoomTag.name.stored")


def tag_again(story: Story, room: Room, name: str) -> None:
    """A name that the room has is refused or answered with that tag: the room has it once."""
    story.call("createRoomTag", room.path, {"name": name})
    _see_tags(story, room, clause="Tag.name.uniqueness")


def untag(story: Story, room: Room, name: str) -> None:
    exchange = story.call("deleteRoomTag", {**room.path, "tag": name})
    story.must(exchange, 204, clause="deleteRoomTag.204.success")
    room.tags.remove(name)
    room.removed_tags.add(name)
    _see_tags(story, room, clause="deleteRoomTag.deletion")


def _see_tags(story: Story, room: Room, clause: str) -> None:
    tags = story.all("listRoomTags", room.path)
    _all_of_room(story, room, tags, clause="Tag.room_id.references")
    story.compare(tags, set(room.tags), room.removed_tags, clause=clause, attribute="name")


def link(story: Story, room: Room, domain_room: Room) -> None:
    """201 for a new link; 200 for one that is there already, which stays the only one."""
    body = {"domain_room_id": domain_room.id}
    exchange = story.call("createDomainLink", room.path, body)
    if domain_room.id in room.links:
        clause = "createDomainLink.200.link_exists"
        story.must(exchange, 200, clause=clause)
    else:
        clause = "createDomainLink.domain_room_id.stored"
        story.must(exchange, 201, clause="createDomainLink.201.success")
        room.links.append(domain_room.id)
    room.unlinked.discard(domain_room.id)
    _see_links(story, room, clause)


def unlink(story: Story, room: Room, domain_room_id: str) -> None:
    """Only the link to this domain room goes."""
    path = {**room.path, "domain_room_id": domain_room_id}
    exchange = story.call("deleteDomainLink", path)
    story.must(exchange, 204, clause="deleteDomainLink.204.success")
    room.links.remove(domain_room_id)
    room.unlinked.add(domain_room_id)
    _see_links(story, room, clause="deleteDomainLink.deletion")


def _see_links(story: Story, room: Room, clause: str) -> None:
    links = story.all("listDomainLinks", room.path)
    _all_of_room(story, room, links, clause="DomainLink.room_id.references")
    story.compare(links, set(room.links), room.unlinked, clause=clause, attribute="domain_room_id")


def _all_of_room(
    story: Story, room: Room, found: tuple[list[Resource], Exchange], clause: str
) -> None:
    """What is not of this room explains whatever else is wrong with its list."""
    items, exchange = found
    for each in items:
        seen = each.get("room_id")
        if seen is not None and seen != room.id:
            expected, observed = f"room_id is {shown(room.id)}", shown(seen)
            story.breaks(clause, expected, observed, seen=exchange)


def look(story: Story) -> None:
    """The organization's list has the tags of all its rooms."""
    rooms = story.model.living_rooms
    present = {name for room in rooms for name in room.tags}
    absent = {name for room in rooms for name in room.removed_tags}
    tags = story.all("listOrganizationTags")
    clause = "listOrganizationTags.all_rooms"
    story.compare(tags, present, absent, clause=clause, attribute="name")
