"""Statements that the documentation makes once, or about a single attribute."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha1
from itertools import count
from typing import Any
from uuid import uuid4

from clausegen.words.references import References as Word
from clausemock.behaviours.mutability import Mutability
from clausemock.behaviours.references import References
from clausemock.behaviours.uniqueness import Uniqueness
from clausemock.store import Record, Store

from mutants.exchange import Exchange
from mutants.makers.answers import Thing, alters
from mutants.makers.rules import (
    accepts_deleting_partners,
    breaks_rule,
    hides_picked_up,
    hides_renamed_shares,
    lists_any_room,
    lists_tags_of_the_first_room,
    removes_all_links,
    takes_any_asset,
    writes_to_partners,
)
from mutants.makers.state import requery, without
from mutants.mutant import Mutant, mutant, stored
from mutants.stage import Stage

NUMBERS = count()


def _not_unique(schema: str, attribute: str, *operations: str) -> Mutant:
    def change(stage: Stage) -> None:
        def make(faults: Any) -> Any:
            def fewer(behaviour: Uniqueness, asked: str, *rest: Any) -> Any:
                if asked == schema and (not operations or stage.operation in operations):
                    return {}
                return faults(behaviour, asked, *rest)

            return fewer

        stage.patch(Uniqueness, "faults", make)

    return mutant(
        f"{schema}-{attribute}-not-unique",
        "one-off",
        f"{schema}.{attribute} is unique, here it is not",
        f"{schema}.{attribute}.uniqueness",
        change,
    )


def _mutable(operation: str, how: str, is_let: Callable[[Record, Record], bool]) -> Mutant:
    def change(stage: Stage) -> None:
        def make(faults: Any) -> Any:
            def fewer(
                behaviour: Mutability, schema: str, stored: Record, changes: Record, *rest: Any
            ) -> Any:
                if stage.operation == operation and is_let(stored, changes):
                    return {}
                return faults(behaviour, schema, stored, changes, *rest)

            return fewer

        stage.patch(Mutability, "faults", make)

    return mutant(
        f"{operation}-{how.replace(' ', '-')}",
        "one-off",
        f"Room.domain does not change after creation, here {operation} {how}",
        "Room.domain.mutability",
        change,
    )


def _refers(schema: str, attribute: str, how: str, forgives: Callable[[Word], bool]) -> Mutant:
    """Some references are not looked after."""

    def change(stage: Stage) -> None:
        def make(faults: Any) -> Any:
            def fewer(behaviour: References, asked: str, values: Any, lookup: Any) -> Any:
                word = behaviour._words[asked].get(attribute)
                if asked == schema and word is not None and forgives(word):
                    return _unless_found(values, lookup)
                return faults(behaviour, asked, values, lookup)

            return fewer

        def _unless_found(values: Any, lookup: Any) -> dict[str, str]:
            found = lookup("", values[attribute]) if how == "any room" else {}
            return {attribute: "There is nothing."} if found is None else {}

        stage.patch(References, "faults", make)

    return mutant(
        f"{schema}-{attribute}-may-name-{how.replace(' ', '-')}",
        "one-off",
        f"{schema}.{attribute} names something that fits, here {how}",
        f"{schema}.{attribute}.references",
        change,
    )


def _answers_nothing(stage: Stage) -> None:
    def empty(exchange: Exchange) -> None:
        if exchange.is_ok:
            exchange.content = b""

    stage.after("createRoomTag", empty)


def _again_and_again(stage: Stage) -> None:
    """The link that is there already is not found."""

    def make(first: Any) -> Any:
        def blind(store: Store, query: Any) -> Any:
            is_search = stage.operation == "createDomainLink" and query.source == "domain_link"
            return None if is_search else first(store, query)

        return blind

    links: set[tuple[str, str]] = set()

    def pretend(exchange: Exchange) -> None:
        if exchange.is_ok:
            link = (exchange.answer["room_id"], exchange.answer["domain_room_id"])
            exchange.status = 200 if link in links else 201
            links.add(link)

    stage.patch(Store, "first", make)
    stage.after("createDomainLink", pretend)


def _does_anyway(exchange: Exchange) -> None:
    if exchange.is_ok and exchange.answer.get("is_shared"):
        exchange.reply(403, {"detail": "No."})


def _write_then_refuse(stage: Stage) -> None:
    writes_to_partners("updateRoom")(stage)
    stage.after("updateRoom", _does_anyway)


def _thing(
    schema: str, attribute: str, how: str, edit: Callable[[Thing], Any], clauses: str, **more: str
) -> Mutant:
    return alters(schema, attribute, how, edit, clauses=clauses, kind="one-off", **more)


def _hash(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def _swap_rooms(link: Thing) -> None:
    link["room"], link["domain_room"] = link["domain_room"], link["room"]


def _unset(name: str, value: Any) -> Callable[[Thing], Any]:
    def edit(thing: Thing) -> None:
        if thing.get(name, "") is None:
            thing[name] = value

    return edit


PAGES_OF_TAGS = "listRoomTags.pagination.complete listRoomTags.pagination.previous"

MUTANTS = (
    _not_unique("Room", "domain"),
    _not_unique("Tag", "name"),
    _mutable("updateRoom", "changes the domain", lambda *_: True),
    _mutable("replaceRoom", "changes the domain", lambda *_: True),
    _mutable(
        "updateRoom", "gives a custom room a domain", lambda stored, _: stored["domain"] is None
    ),
    _mutable(
        "replaceRoom",
        "takes the domain away",
        lambda _, changes: "domain" in changes and changes["domain"] is None,
    ),
    _refers("DomainLink", "domain_room_id", "any room", lambda _: True),
    _refers("RoomSettings", "brand_id", "nothing", lambda _: True),
    mutant(
        "createDomainLink-links-twice",
        "one-off",
        "createDomainLink updates a link that exists, here it makes a second one",
        "createDomainLink.200.link_exists",
        _again_and_again,
        also="deleteDomainLink.deletion",
        because="the second link stays",
    ),
    mutant(
        "updateRoom-writes-to-partners-and-refuses",
        "one-off",
        "updateRoom changes own rooms only, here it refuses after it has changed a partner's",
        "updateRoom.own_rooms_only",
        _write_then_refuse,
    ),
    breaks_rule(
        "replaceRoom.own_rooms_only",
        "replaceRoom is for own rooms, here for shared ones",
        writes_to_partners("replaceRoom"),
    ),
    breaks_rule(
        "updateRoom.own_rooms_only",
        "updateRoom is for own rooms, here for shared ones",
        writes_to_partners("updateRoom"),
    ),
    breaks_rule(
        "deleteRoom.own_rooms_only",
        "deleteRoom is for own rooms, here for shared ones",
        accepts_deleting_partners,
    ),
    breaks_rule(
        "createRoomTag.shows_the_tag",
        "createRoomTag answers with the tag, here with nothing",
        _answers_nothing,
    ),
    breaks_rule(
        "deleteDomainLink.own_rooms_only",
        "deleteDomainLink is for links of own rooms, here for those of shared ones",
        writes_to_partners("deleteDomainLink"),
    ),
    breaks_rule(
        "retrieveRoom.shared_room",
        "rooms that are shared can be read, here those with a name of their own cannot",
        hides_renamed_shares,
    ),
    breaks_rule(
        "Brand.logo_asset_id.image_only",
        "a logo is an image, here PATCH takes any asset",
        takes_any_asset("updateBrand"),
        where="updateBrand",
    ),
    breaks_rule(
        "Brand.logo_asset_id.image_only",
        "a logo is an image, here creation takes any asset",
        takes_any_asset("createBrand"),
        where="createBrand",
    ),
    breaks_rule(
        "listRoomQueues.active_only",
        "the queue is active ones, here also picked-up ones",
        requery("listRoomQueues", "queue", without("chat_picked_up_at")),
    ),
    breaks_rule(
        "retrieveRoomQueue.picked_up",
        "picked-up ones can be read, here they are gone",
        hides_picked_up,
    ),
    breaks_rule(
        "deleteDomainLink.by_domain_room",
        "the path names the domain room, here all links go",
        removes_all_links,
    ),
    breaks_rule(
        "listOrganizationTags.all_rooms",
        "tags of every room, here of the first room",
        lists_tags_of_the_first_room,
    ),
    breaks_rule(
        "listBrandRooms.in_use",
        "rooms that use the brand, here all rooms",
        lists_any_room,
    ),
    _thing(
        "RoomQueue",
        "chat_picked_up_at",
        "is set while active",
        lambda queue: queue.update(chat_picked_up_at=queue["created_at"]),
        "listRoomQueues.active_only",
        operations="listRoomQueues",
    ),
    _thing(
        "RoomQueue",
        "chat_picked_up_at",
        "is never set",
        lambda queue: queue.update(chat_picked_up_at=None),
        "retrieveRoomQueue.picked_up",
        operations="retrieveRoomQueue",
    ),
    _thing(
        "RoomQueue",
        "organization_id",
        "is the room",
        lambda queue: queue.update(organization_id=queue["room_id"]),
        "RoomQueue.organization_id.references",
        operations="retrieveRoomQueue",
    ),
    _thing(
        "RoomSettings",
        "room_id",
        "is its own id",
        lambda found: found.update(room_id=found["id"]),
        "RoomSettings.room_id.references",
        operations="retrieveRoomSettings",
        also="RoomSettings.room.object_of",
    ),
    _thing(
        "Tag",
        "room_id",
        "is another each time",
        lambda tag: tag.update(room_id=str(uuid4())),
        "Tag.room_id.references",
        operations="listRoomTags",
        also=PAGES_OF_TAGS,
        because="a tag has no id: one that looks different is another",
    ),
    _thing(
        "DomainLink",
        "room",
        "is the domain room",
        _swap_rooms,
        "DomainLink.room.object_of DomainLink.domain_room.object_of",
        operations="listDomainLinks",
    ),
    _thing(
        "Room",
        "updated_by_user",
        "is null in lists",
        lambda room: room.update(updated_by_user=None),
        "Room.updated_by_user.object_of",
        operations="listUserRooms",
    ),
    _thing(
        "Brand",
        "logo_asset",
        "is null in lists",
        lambda brand: brand.update(logo_asset=None),
        "Brand.logo_asset.object_of",
        operations="listBrands",
    ),
    _thing(
        "Brand",
        "created_by_user",
        "is another user",
        lambda brand: brand["created_by_user"].update(id=str(uuid4())),
        "Brand.created_by_user.object_of",
        operations="createBrand retrieveBrand",
    ),
    _thing(
        "RoomSettings",
        "router",
        "is null",
        lambda found: found.update(router=None),
        "RoomSettings.router.object_of",
        operations="updateRoomSettings",
    ),
    _thing(
        "RoomSettings",
        "organization",
        "is another one",
        lambda found: found["organization"].update(id=str(uuid4())),
        "RoomSettings.organization.object_of",
    ),
    _thing(
        "User", "avatar", "is null", lambda user: user.update(avatar=None), "User.avatar.object_of"
    ),
    _thing(
        "Tag",
        "hashed_name",
        "is the same for all",
        lambda tag: tag.update(hashed_name=_hash(tag["room_id"])),
        "Tag.hashed_name.digest",
    ),
    _thing(
        "Tag",
        "hashed_name",
        "is another each time",
        lambda tag: tag.update(hashed_name=_hash(str(next(NUMBERS)))),
        "Tag.hashed_name.digest",
        operations="listRoomTags",
        also=PAGES_OF_TAGS,
        because="a tag has no id: one that looks different is another",
    ),
    _thing(
        "Room",
        "is_shared",
        "means the opposite",
        lambda room: room.update(is_shared=not room["is_shared"]),
        "Room.is_shared.ownership",
        operations="retrieveRoom",
    ),
    _thing(
        "Room",
        "is_shared",
        "is never true",
        lambda room: room.update(is_shared=False),
        "Room.is_shared.ownership",
        operations="retrieveRoom retrieveUserRoom",
    ),
    _thing(
        "Room",
        "public_key_id",
        "is empty when unset",
        _unset("public_key_id", ""),
        "Room.public_key_id.unset",
        also=stored("public_key_id", "createRoom", "replaceRoom", "updateRoom"),
    ),
    _thing(
        "Room",
        "domain",
        "is a name when unset",
        _unset("domain", "custom.example.com"),
        "Room.domain.custom_room",
        operations="retrieveRoom",
    ),
    _thing(
        "RoomSettings",
        "legacy_chat_dialog_id",
        "is made up when unset",
        _unset("legacy_chat_dialog_id", str(uuid4())),
        "RoomSettings.legacy_chat_dialog_id.initially_null",
        operations="retrieveRoomSettings",
        also=stored("legacy_chat_dialog_id", "replaceRoomSettings", "updateRoomSettings"),
    ),
    _thing(
        "Brand",
        "secondary_color_code",
        "is white when unset",
        _unset("secondary_color_code", "#ffffff"),
        "Brand.secondary_color_code.null_default",
        also=stored("secondary_color_code", "createBrand", "replaceBrand", "updateBrand"),
    ),
)
