"""What is particular to rooms, the users of rooms and overviews."""

from __future__ import annotations

import pytest
from giosg_mock import seed
from mock_client import Client

LOUNGE = seed.identifier("room", "lounge")
PIER = seed.identifier("room", "pier")
SHOP = seed.identifier("room", "shop")
RETURNS = seed.identifier("room", "returns")
PARTNER = seed.identifier("organization", "partner")


def names(items: list[dict[str, str]]) -> list[str]:
    return [item["name"] for item in items]


def test_an_unfiltered_list_holds_own_shared_and_deleted_rooms_oldest_first(client: Client) -> None:
    assert names(client.all("listRooms")) == [
        "Shop",
        "Support",
        "Blog",
        "Returns",
        "Events",
        "Careers",
        "Archive",
        "Wholesale",
        "Old shop",
        "Old campaign",
        "Lounge",
        "Pier",
    ]


def test_filters_combine(client: Client) -> None:
    def listed(**params: str) -> list[str]:
        return names(client.all("listRooms", params=params))

    assert listed(is_deleted="true") == ["Old shop", "Old campaign"]
    assert listed(is_shared="true") == ["Lounge", "Pier"]
    assert listed(is_shared="true", is_deleted="true") == []
    assert len(listed(is_shared="false", is_deleted="false")) == 8


def test_unknown_query_values_are_ignored(client: Client) -> None:
    params = {"ordering": "name", "is_deleted": "maybe", "is_shared": "1"}
    assert len(client.all("listRooms", params=params)) == 12


@pytest.mark.parametrize("key", ["created_at", "updated_at"])
def test_a_user_s_rooms_in_both_directions(client: Client, key: str) -> None:
    # The lounge is a partner's, so its times are hidden, but it still has its place.
    rooms = client.all("listUserRooms", params={"ordering": key})
    times = [room[key] for room in rooms if room[key]]
    assert times == sorted(times)
    assert client.all("listUserRooms", params={"ordering": f"-{key}"}) == rooms[::-1]


def test_a_shared_room_as_both_sides_see_it(client: Client) -> None:
    ours = client.send("retrieveRoom", room_id=LOUNGE).json()
    theirs = client.send(
        "retrieveRoom", actor="outsider", room_id=LOUNGE, organization_id=PARTNER
    ).json()
    assert (ours["is_shared"], theirs["is_shared"]) == (True, False)
    assert (ours["display_name"], theirs["display_name"]) == ("Partner lounge", "Lounge")
    hidden = ("created_at", "updated_at", "updated_by_user_id", "updated_by_user")
    assert [ours[name] for name in hidden] == [None] * 4
    assert all(theirs[name] for name in hidden)
    assert ours["organization_id"] == theirs["organization_id"] == PARTNER


@pytest.mark.parametrize("operation", ["replaceRoom", "updateRoom", "deleteRoom"])
def test_a_shared_room_is_not_ours_to_write(client: Client, operation: str) -> None:
    payload = {} if operation == "deleteRoom" else {"json": {"name": "Ours now"}}
    assert client.send(operation, room_id=LOUNGE, **payload).status_code == 403
    assert client.send("retrieveRoom", room_id=LOUNGE).json()["name"] == "Lounge"


def test_a_new_room_starts_with_defaults(client: Client) -> None:
    room = client.send("createRoom", json={"name": "Plain"}).json()
    assert room["language_code"] == "en"
    assert room["domain"] is None
    assert room["public_key_id"] is None
    assert room["sensitive_data_purge_ttl"] is None
    assert room["is_chat_encryption_enabled"] is False
    assert room["bots_ignored_in_online_status"] is False
    assert room["updated_by_user"]["full_name"] == "Aino Salo"
    assert client.send("retrieveRoom", room_id=room["id"]).json() == room
    assert client.all("listRooms")[-1] == room


def test_a_domain_has_one_room_until_that_is_deleted(client: Client) -> None:
    payload = {"json": {"name": "Shop", "domain": "shop.example.com"}}
    response = client.send("createRoom", **payload)
    assert response.status_code == 400
    assert response.json() == {"domain": ["Another one has this value already."]}
    assert client.send("deleteRoom", room_id=SHOP).status_code == 204
    assert client.send("createRoom", **payload).status_code == 201


def test_a_domain_never_changes(client: Client) -> None:
    for domain in ("other.example.com", None):
        response = client.send("updateRoom", room_id=SHOP, json={"domain": domain})
        assert response.status_code == 400
    same = {"name": "Shop 2", "domain": "shop.example.com"}
    assert client.send("replaceRoom", room_id=SHOP, json=same).json()["name"] == "Shop 2"
    left_out = client.send("replaceRoom", room_id=SHOP, json={"name": "Shop 3"}).json()
    assert left_out["domain"] == "shop.example.com"


def test_patch_leaves_and_put_resets_what_is_not_sent(client: Client) -> None:
    payload = {"name": "Room", "language_code": "fi", "sensitive_data_purge_ttl": 7}
    room = client.send("createRoom", json=payload).json()
    patched = client.send("updateRoom", room_id=room["id"], json={"name": "Renamed"}).json()
    changed = {"name", "display_name", "updated_at"}
    assert {name for name in room if room[name] != patched[name]} == changed
    replaced = client.send("replaceRoom", room_id=room["id"], json={"name": "Again"}).json()
    assert (replaced["language_code"], replaced["sensitive_data_purge_ttl"]) == ("en", None)


def test_a_deleted_room_stays_is_flagged_and_unshared(client: Client) -> None:
    theirs = {"actor": "outsider", "room_id": RETURNS, "organization_id": PARTNER}
    assert client.send("retrieveRoom", **theirs).status_code == 200
    assert client.send("deleteRoom", room_id=RETURNS).status_code == 204
    assert client.send("retrieveRoom", room_id=RETURNS).json()["is_deleted"] is True
    assert RETURNS in [room["id"] for room in client.all("listRooms")]
    assert client.send("retrieveRoom", **theirs).status_code == 404
    for operation, payload in (("updateRoom", {"json": {"name": "Back"}}), ("deleteRoom", {})):
        assert client.send(operation, room_id=RETURNS, **payload).status_code == 404


@pytest.mark.parametrize(
    ("room", "is_online", "is_humans_online"),
    [
        ("shop", True, True),
        ("support", False, False),  # people are online, but it is closed
        ("blog", True, False),  # a bot answers
        ("returns", False, False),  # nobody of the night shift is there
        ("wholesale", False, False),  # only a bot, and bots do not count
        ("events", False, False),  # no router
        ("lounge", True, True),  # by the router that our organization chose
    ],
)
def test_presence(client: Client, room: str, is_online: bool, is_humans_online: bool) -> None:  # noqa: FBT001 - a table
    shown = client.send("retrieveRoom", room_id=seed.identifier("room", room)).json()
    assert (shown["is_online"], shown["is_humans_online"]) == (is_online, is_humans_online)


def test_users_of_a_room_are_members_of_the_asking_organization(client: Client) -> None:
    ours = client.all("listRoomUsers", room_id=LOUNGE)
    assert [user["first_name"] for user in ours] == ["Aino", "Emma"]
    theirs = {"actor": "outsider", "room_id": LOUNGE, "organization_id": PARTNER}
    shown = [user["first_name"] for user in client.all("listRoomUsers", **theirs)]
    assert shown == ["Paula", "Pete"]
    assert len(client.all("listRoomUsers", room_id=SHOP)) == 8  # three of them through a team


def test_a_user_has_the_rooms_of_explicit_permissions_only(client: Client) -> None:
    listed = names(client.all("listUserRooms"))
    assert listed == ["Shop", "Support", "Blog", "Returns", "Events", "Careers", "Lounge"]
    archive = seed.identifier("room", "archive")
    assert client.send("retrieveUserRoom", room_id=archive).status_code == 404
    assert names(client.all("listUserRooms", params={"is_shared": "true"})) == ["Lounge"]
    client.send("createRoom", json={"name": "Mine"})
    assert names(client.all("listUserRooms"))[-1] == "Mine"


def test_who_may_see_a_user_s_rooms(client: Client) -> None:
    member = seed.identifier("user", "member")
    assert client.send("listUserRooms", actor="member", user_id=member).status_code == 200
    assert client.send("listUserRooms", actor="admin", user_id=member).status_code == 200
    assert client.send("listUserRooms", actor="member").status_code == 403
    assert client.send("listUserRooms", user_id="nobody").status_code == 403


def test_overviews_count_visitors_and_waiting_chats(client: Client) -> None:
    shop = client.send("retrieveRoomOverview", room_id=SHOP).json()
    assert shop == {"present_visitor_count": 12, "pending_chat_count": 6}
    all_rooms = client.send("retrieveUserRoomOverview").json()
    assert all_rooms == {"present_visitor_count": 17, "pending_chat_count": 8}
