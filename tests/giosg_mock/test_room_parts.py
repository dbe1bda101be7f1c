"""What is particular to tags, settings, domain links and queues."""

from __future__ import annotations

from hashlib import sha1
from typing import Any

import pytest
from giosg_mock import seed
from mock_client import Client

SUPPORT = seed.identifier("room", "support")
SHOP = seed.identifier("room", "shop")
BLOG = seed.identifier("room", "blog")
LOUNGE = seed.identifier("room", "lounge")
EVENTS = seed.identifier("room", "events")
PIER = seed.identifier("room", "pier")
PARTNER = seed.identifier("organization", "partner")

SETTINGS = {
    "is_pending_chat_messages_hidden": False,
    "is_auto_tagging_enabled": False,
    "is_analytics_tracking_enabled": False,
    "is_ajax_tracking_enabled": False,
}


@pytest.mark.parametrize("name", ["Lead 2", "a/b", "50% off?", "ä ö", "..a", "#1", "x\u0000y"])
def test_a_tag_is_hashed_listed_and_deleted_by_name(client: Client, name: str) -> None:
    tag = client.send("createRoomTag", json={"name": name}).json()
    assert tag["hashed_name"] == sha1(name.encode(), usedforsecurity=False).hexdigest()
    assert tag in client.all("listRoomTags")
    assert tag in client.all("listOrganizationTags")
    assert client.send("deleteRoomTag", tag=name).status_code == 204
    assert tag not in client.all("listRoomTags")
    assert client.send("deleteRoomTag", tag=name).status_code == 404


def test_a_tag_is_unique_within_its_room(client: Client) -> None:
    payload = {"json": {"name": "Complaint"}}
    assert client.send("createRoomTag", **payload).status_code == 400
    assert client.send("createRoomTag", room_id=EVENTS, **payload).status_code == 201


def test_system_tags_contain_those_of_auto_tagging(client: Client) -> None:
    tags = [tag["name"] for tag in client.all("listSystemTags")]
    assert {"Auto: phone", "Auto: email"} <= set(tags)


def test_settings_come_into_being_when_asked_for(client: Client) -> None:
    first = client.send("retrieveRoomSettings", room_id=EVENTS).json()
    assert first["room"] == {"id": EVENTS}
    assert first["legacy_chat_dialog_id"] is None
    assert client.send("retrieveRoomSettings", room_id=EVENTS).json() == first


def test_each_organization_has_its_own_settings_of_a_shared_room(client: Client) -> None:
    theirs = {"actor": "outsider", "room_id": LOUNGE, "organization_id": PARTNER}
    before = client.send("retrieveRoomSettings", **theirs).json()
    ours = client.send(
        "updateRoomSettings", room_id=LOUNGE, json={"is_ajax_tracking_enabled": True}
    )
    assert ours.json()["organization_id"] != before["organization_id"]
    assert client.send("retrieveRoomSettings", **theirs).json() == before


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"is_analytics_tracking_enabled": True}, 400),
        ({"is_analytics_tracking_enabled": True, "analytics_object_type": None}, 400),
        ({"is_analytics_tracking_enabled": True, "analytics_object_type": "gaq"}, 200),
        ({"analytics_object_type": "custom"}, 400),
        ({"analytics_object_type": "custom", "analytics_custom_object": None}, 400),
        ({"analytics_object_type": "custom", "analytics_custom_object": "tracker"}, 200),
        ({"analytics_object_type": "other"}, 400),
        ({"brand_id": seed.identifier("brand", "harbour")}, 400),
        ({"brand_id": seed.identifier("brand", "night")}, 200),
        ({"router_id": seed.identifier("router", "partner_main")}, 400),
        ({"router_id": seed.identifier("router", "night")}, 200),
        ({"legacy_chat_dialog_id": "no uuid"}, 400),
    ],
)
def test_settings_payloads(client: Client, changes: dict[str, Any], status: int) -> None:
    response = client.send("replaceRoomSettings", json={**SETTINGS, **changes})
    assert response.status_code == status
    if status == 200:
        assert changes.items() <= response.json().items()


def test_put_resets_optional_settings(client: Client) -> None:
    assert client.send("retrieveRoomSettings", room_id=SHOP).json()["brand_id"]
    after = client.send("replaceRoomSettings", room_id=SHOP, json=SETTINGS).json()
    assert (after["brand_id"], after["router_id"], after["router"]) == (None, None, None)


def test_a_link_is_created_once_then_updated_then_gone(client: Client) -> None:
    payload = {"json": {"domain_room_id": BLOG}}
    created = client.send("createDomainLink", **payload)
    again = client.send("createDomainLink", **payload)
    assert (created.status_code, again.status_code) == (201, 200)
    changed = {name for name, value in created.json().items() if again.json()[name] != value}
    assert changed == {"updated_at"}
    assert len(client.all("listDomainLinks")) == 2
    assert client.send("deleteDomainLink", domain_room_id=created.json()["id"]).status_code == 404
    assert client.send("deleteDomainLink", domain_room_id=BLOG).status_code == 204
    assert [link["domain_room_id"] for link in client.all("listDomainLinks")] == [SHOP]


@pytest.mark.parametrize(
    ("room", "status"),
    [("events", 400), ("office", 400), ("old_shop", 400), ("nowhere", 400), ("pier", 201)],
)
def test_a_link_needs_a_domain_room_within_reach(client: Client, room: str, status: int) -> None:
    payload = {"json": {"domain_room_id": seed.identifier("room", room)}}
    assert client.send("createDomainLink", **payload).status_code == status


def test_queues_list_who_waits_and_show_who_was_picked_up(client: Client) -> None:
    waiting = client.all("listRoomQueues", room_id=SHOP)
    assert [queue["current_position_in_queue"] for queue in waiting] == [1, 2, 3, 4, 5, 6]
    picked_up = seed.identifier("queue", "picked_up")
    queue = client.send("retrieveRoomQueue", room_id=SHOP, queue_id=picked_up).json()
    assert queue["chat_picked_up_at"] is not None
    assert queue["current_position_in_queue"] is None
    assert client.send("retrieveRoomQueue", room_id=BLOG, queue_id=picked_up).status_code == 404


@pytest.mark.parametrize("actor", ["outsider", "lapsed"])
def test_queues_are_not_given_away(client: Client, actor: str) -> None:
    assert client.send("listRoomQueues", actor=actor, room_id=SHOP).status_code == 403


@pytest.mark.parametrize("operation", ["createRoomTag", "createDomainLink"])
def test_a_shared_room_gets_no_tags_and_links_from_us(client: Client, operation: str) -> None:
    payload = {"json": {"name": "Ours", "domain_room_id": SHOP}}
    assert client.send(operation, room_id=LOUNGE, **payload).status_code == 403
