"""Each word can be switched off, and then really is off; each rule is kept by the mock alone."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ne
from typing import Any

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from clausegen.words.registry import written
from clausemock.behaviours import UnknownSwitchError, behaviours
from giosg_mock import seed
from mock_client import Client, MakeClient
from mutants.catalogue import every
from mutants.mutant import Mutant
from mutants.stage import Stage

API = load_api(manifest_of("giosg").document)
SAID = {each.word for each in clauses(API)}
WORDS = [each.name for each in written() if each.name in SAID - {"rules"}]
"""Those that the document says."""
Probe = Callable[[Client], bool]
"""Whether a statement is kept."""


def room(key: str) -> str:
    return seed.identifier("room", key)


PARTNER = {"actor": "outsider", "organization_id": seed.identifier("organization", "partner")}
HOME = seed.identifier("organization", "home")
WINTER = seed.identifier("brand", "winter")
DIALOG = "5d2f8a3e-0b7c-4f55-8e21-9c64d1a7b0f3"


def got(client: Client, operation: str, **sent: Any) -> Any:
    return client.send(operation, **sent).json()


def status(client: Client, operation: str, **sent: Any) -> int:
    return client.send(operation, **sent).status_code


def created(client: Client, **values: Any) -> Any:
    return got(client, "createRoom", json={"name": "New", **values})


def causes(client: Client) -> bool:
    return status(client, "listRooms", actor="member") == 403


def pagination(client: Client) -> bool:
    first = got(client, "listRooms")
    return bool(got(client, "listRooms", url=first["next"])["results"] != first["results"])


def ordering(client: Client) -> bool:
    brands = client.all("listBrands")
    return brands == sorted(brands, key=lambda each: str(each["created_at"]))


def filtering(client: Client) -> bool:
    return len(client.all("listRooms", params={"is_deleted": "true"})) == 2


def object_of(client: Client) -> bool:
    shown = got(client, "retrieveRoom")
    return bool(shown["organization"]["id"] == shown["organization_id"])


def references(client: Client) -> bool:
    unknown = {"brand_id": "11111111-2222-4333-8444-555555555555"}
    is_refused = status(client, "updateRoomSettings", json=unknown) == 400
    link = got(client, "listDomainLinks")["results"][0]
    assert link["room"]["id"] == link["room_id"]
    assert (link["room_id"] == room("support")) is is_refused
    return bool(is_refused)


def mutability(client: Client) -> bool:
    status(client, "updateRoom", json={"domain": "moved.example.com"})
    return bool(got(client, "retrieveRoom")["domain"] is None)


def uniqueness(client: Client) -> bool:
    is_tag_refused = status(client, "createRoomTag", json={"name": "Lead"}) == 400
    payload = {"name": "Shop", "domain": "shop.example.com"}
    assert (status(client, "createRoom", json=payload) == 400) is is_tag_refused
    return is_tag_refused


def visible_to(client: Client) -> bool:
    return got(client, "retrieveRoom", room_id=room("lounge"))["updated_by_user"] is None


def deletion(client: Client) -> bool:
    assert status(client, "deleteRoom", room_id=room("returns")) == 204
    assert status(client, "retrieveRoom", room_id=room("returns"), **PARTNER) == 404
    assert status(client, "deleteBrand", brand_id=WINTER) == 204
    is_gone = status(client, "retrieveBrand", brand_id=WINTER) == 404
    assert got(client, "retrieveRoom", room_id=room("returns"))["is_deleted"] is is_gone
    return bool(is_gone)


def stamp(client: Client) -> bool:
    admin = seed.identifier("user", "admin")
    assert (created(client)["created_at"] != created(client)["created_at"]) is (
        created(client)["updated_by_user_id"] == admin
    )
    return bool(created(client)["updated_by_user_id"] == admin)


def stored(client: Client) -> bool:
    status(client, "updateRoom", json={"name": "Another"})
    return bool(got(client, "retrieveRoom")["name"] == "Another")


WORD_PROBES: dict[str, Probe] = {
    "causes": causes,
    "pagination": pagination,
    "ordering": ordering,
    "filter": filtering,
    "object_of": object_of,
    "references": references,
    "mutability": mutability,
    "stamp": stamp,
    "stored": stored,
    "uniqueness": uniqueness,
    "visible_to": visible_to,
    "deletion": deletion,
}


def lists(client: Client, operation: str, key: str, **sent: Any) -> bool:
    return room(key) in [each["id"] for each in client.all(operation, **sent)]


def refuses_shared(operation: str, **sent: Any) -> Probe:
    return lambda client: status(client, operation, room_id=room("lounge"), **sent) in {403, 404}


def unshares(client: Client) -> bool:
    status(client, "deleteRoom", room_id=room("wholesale"))
    return status(client, "retrieveRoom", room_id=room("wholesale"), **PARTNER) == 404


def all_rooms(client: Client) -> bool:
    tag = got(client, "createRoomTag", room_id=room("careers"), json={"name": "Everywhere"})
    return tag in client.all("listOrganizationTags")


def accessible_tags(client: Client) -> bool:
    return "Foggy" not in [each["name"] for each in client.all("listOrganizationTags")]


def by_domain_room(client: Client) -> bool:
    got(client, "createDomainLink", json={"domain_room_id": room("careers")})
    status(client, "deleteDomainLink", domain_room_id=room("careers"))
    return [each["domain_room_id"] for each in client.all("listDomainLinks")] == [room("shop")]


def own_links_only(client: Client) -> bool:
    payload = {"name": "New", "domain": "new.example.com"}
    domain = got(client, "createRoom", json=payload, **PARTNER)["id"]
    lounge = {"room_id": room("lounge")}
    got(client, "createDomainLink", json={"domain_room_id": domain}, **lounge, **PARTNER)
    return status(client, "deleteDomainLink", domain_room_id=domain, **lounge) in {403, 404}


def owner(client: Client) -> bool:
    rooms = got(client, "retrieveRoom"), got(client, "retrieveRoom", room_id=room("lounge"))
    return [each["organization_id"] for each in rooms] == [HOME, PARTNER["organization_id"]]


def shared_brand_rooms(client: Client) -> bool:
    lounge = {"room_id": room("lounge")}
    got(client, "updateRoomSettings", json={"brand_id": WINTER}, **lounge)
    return lists(client, "listBrandRooms", "lounge", brand_id=WINTER)


def null_disables(client: Client) -> bool:
    id_ = created(client, sensitive_data_purge_ttl=3)["id"]
    got(client, "updateRoom", room_id=id_, json={"sensitive_data_purge_ttl": None})
    return got(client, "retrieveRoom", room_id=id_)["sensitive_data_purge_ttl"] is None


def digest(client: Client) -> bool:
    names = ("One", "Two")
    tags = [got(client, "createRoomTag", room_id=room("events"), json={"name": n}) for n in names]
    return bool(tags[0]["hashed_name"] != tags[1]["hashed_name"])


def per_organization(client: Client) -> bool:
    changes = {"legacy_chat_dialog_id": DIALOG}
    got(client, "updateRoomSettings", room_id=room("lounge"), json=changes)
    theirs = got(client, "retrieveRoomSettings", room_id=room("lounge"), **PARTNER)
    return theirs["legacy_chat_dialog_id"] is None


def null_theme(client: Client) -> bool:
    got(client, "updateRoomSettings", room_id=room("shop"), json={"brand_id": None})
    return got(client, "retrieveRoomSettings", room_id=room("shop"))["brand_id"] is None


def null_color(name: str) -> Probe:
    def probe(client: Client) -> bool:
        got(client, "updateBrand", brand_id=WINTER, json={name: None})
        return got(client, "retrieveBrand", brand_id=WINTER)[name] is None

    return probe


def ownership(client: Client) -> bool:
    shared = got(client, "retrieveRoom", room_id=room("pier"))
    return bool(shared["is_shared"] and not got(client, "retrieveRoom")["is_shared"])


def not_null(client: Client) -> bool:
    made = created(client, language_code="fi")["id"]
    status(client, "updateRoom", room_id=made, json={"language_code": None})
    return bool(got(client, "retrieveRoom", room_id=made)["language_code"] == "fi")


def image_only(client: Client) -> bool:
    changes = {"logo_asset_id": seed.identifier("asset", "stylesheet")}
    return status(client, "updateBrand", json=changes) == 400


def explicit_permission(client: Client) -> bool:
    return not lists(client, "listUserRooms", "archive")


def picked_up(client: Client) -> bool:
    ids = {"room_id": room("shop"), "queue_id": seed.identifier("queue", "picked_up")}
    return status(client, "retrieveRoomQueue", **ids) == 200


def as_retrieved(listing: str) -> Probe:
    def probe(client: Client) -> bool:
        made = created(client)["id"]
        got(client, "updateRoom", room_id=made, json={"name": "Renamed"})
        got(client, "updateRoomSettings", room_id=made, json={"brand_id": WINTER})
        values = {"brand_id": WINTER} if listing == "listBrandRooms" else {}
        listed = client.all(listing, **values)
        return next(each["name"] for each in listed if each["id"] == made) == "Renamed"

    return probe


def brands_as_retrieved(client: Client) -> bool:
    colours = {"primary_color_code": "#112233", "secondary_color_code": None}
    made = got(client, "createBrand", json={"name": "New", **colours})["id"]
    got(client, "updateBrand", brand_id=made, json={"primary_color_code": None})
    listed = client.all("listBrands")
    return next(each["primary_color_code"] for each in listed if each["id"] == made) is None


def of_the_user(client: Client) -> bool:
    rooms = client.all("listUserRooms", user_id=seed.identifier("user", "otto"))
    return [each["id"] for each in rooms] == [room("shop")]


def online(name: str, router: str, *, is_it: bool, **values: Any) -> Probe:
    def probe(client: Client) -> bool:
        made = created(client, **values)["id"]
        routed = {"router_id": seed.identifier("router", router)}
        got(client, "updateRoomSettings", room_id=made, json=routed)
        return bool(got(client, "retrieveRoom", room_id=made)[name] is is_it)

    return probe


def settings_time(name: str, operation: str, keeps: Callable[[str, str], bool]) -> Probe:
    def probe(client: Client) -> bool:
        before = got(client, "retrieveRoomSettings")
        flags = {key: False for key, value in before.items() if isinstance(value, bool)}
        got(client, operation, json=flags)
        return keeps(before[name], got(client, "retrieveRoomSettings")[name])

    return probe


RULE_PROBES: dict[str, Probe] = {
    "listRooms.as_retrieved": as_retrieved("listRooms"),
    "listUserRooms.as_retrieved": as_retrieved("listUserRooms"),
    "listBrandRooms.as_retrieved": as_retrieved("listBrandRooms"),
    "listBrands.as_retrieved": brands_as_retrieved,
    "listUserRooms.of_the_user": of_the_user,
    "Room.is_online.routing": online("is_online", "night", is_it=False),
    "Room.is_humans_online.humans": online("is_humans_online", "bots", is_it=False),
    "Room.bots_ignored_in_online_status.humans_only": online(
        "is_online", "bots", is_it=False, bots_ignored_in_online_status=True
    ),
    "RoomSettings.updated_at.moves": settings_time("updated_at", "updateRoomSettings", ne),
    "RoomSettings.created_at.stays": settings_time("created_at", "replaceRoomSettings", eq),
    "listRooms.includes_shared": lambda client: lists(client, "listRooms", "lounge"),
    "listRooms.includes_deleted": lambda client: lists(client, "listRooms", "old_shop"),
    "listRooms.accessible_only": lambda client: not lists(client, "listRooms", "office"),
    "listOrganizationTags.accessible_only": accessible_tags,
    "retrieveRoom.shared_room": lambda client: (
        status(client, "retrieveRoom", room_id=room("lounge")) == 200
    ),
    "replaceRoom.own_rooms_only": refuses_shared("replaceRoom", json={"name": "Ours"}),
    "updateRoom.own_rooms_only": refuses_shared("updateRoom", json={"name": "Ours"}),
    "deleteRoom.own_rooms_only": refuses_shared("deleteRoom"),
    "deleteRoom.unshares": unshares,
    "listRoomUsers.members_only": lambda client: (
        len(client.all("listRoomUsers", room_id=room("returns"))) == 4
    ),
    "listUserRooms.explicit_permission_only": explicit_permission,
    "retrieveUserRoom.no_permission": lambda client: (
        status(client, "retrieveUserRoom", room_id=room("archive")) == 404
    ),
    "listOrganizationTags.all_rooms": all_rooms,
    "listRoomQueues.active_only": lambda client: (
        len(client.all("listRoomQueues", room_id=room("shop"))) == 6
    ),
    "retrieveRoomQueue.picked_up": picked_up,
    "listBrandRooms.in_use": lambda client: len(client.all("listBrandRooms")) == 0,
    "deleteDomainLink.by_domain_room": by_domain_room,
    "listBrandRooms.shared_rooms": shared_brand_rooms,
    "Room.name.set_by_owner": lambda client: (
        got(client, "retrieveRoom", room_id=room("lounge"))["name"] == "Lounge"
    ),
    "createRoomTag.shows_the_tag": lambda client: (
        "Shown" in client.send("createRoomTag", json={"name": "Shown"}).text
    ),
    "deleteDomainLink.own_rooms_only": own_links_only,
    "Room.organization_id.owner": owner,
    "RoomSettings.organization_id.own_room": lambda client: (
        got(client, "retrieveRoomSettings")["organization_id"] == HOME
    ),
    "Room.is_shared.ownership": ownership,
    "Room.language_code.not_null": not_null,
    "Room.domain.custom_room": lambda client: (
        got(client, "retrieveRoom", room_id=created(client)["id"])["domain"] is None
    ),
    "Room.public_key_id.unset": lambda client: created(client)["public_key_id"] is None,
    "Room.sensitive_data_purge_ttl.null_disables": null_disables,
    "Tag.hashed_name.digest": digest,
    "RoomSettings.per_organization": per_organization,
    "RoomSettings.brand_id.null_default_theme": null_theme,
    "RoomSettings.legacy_chat_dialog_id.initially_null": lambda client: (
        got(client, "retrieveRoomSettings", room_id=room("events"))["legacy_chat_dialog_id"] is None
    ),
    "Brand.primary_color_code.null_default": null_color("primary_color_code"),
    "Brand.secondary_color_code.null_default": null_color("secondary_color_code"),
    "Brand.logo_asset_id.image_only": image_only,
}


def test_every_word_and_every_rule_is_probed() -> None:
    assert set(WORD_PROBES) == set(WORDS)
    assert set(RULE_PROBES) == {
        each.id for each in clauses(API) if each.word == "rules" and not each.waived
    }


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_kept_until_it_is_switched_off(make_client: MakeClient, word: str) -> None:
    assert WORD_PROBES[word](make_client())
    assert not WORD_PROBES[word](make_client(without=(word,)))


@pytest.mark.parametrize("rule", RULE_PROBES)
def test_a_rule_is_kept_but_not_by_a_mutant_that_breaks_it(
    make_client: MakeClient, rule: str
) -> None:
    assert RULE_PROBES[rule](make_client())
    assert any(not _keeps(rule, each, make_client) for each in every() if rule in each.breaks)


def _keeps(rule: str, mutant: Mutant, make_client: MakeClient) -> bool:
    stage = Stage()
    with stage.opened():
        mutant.change(stage)
        return RULE_PROBES[rule](make_client())


def test_an_unknown_switch_is_refused() -> None:
    with pytest.raises(UnknownSwitchError, match="sorting"):
        behaviours(API, ["sorting"])
