"""Every operation answers as documented: the good way, and each documented refusal."""

from __future__ import annotations

from typing import Any

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Operation
from clausegen.words.causes import Cause, causes_of
from giosg_mock import seed
from mock_client import Client

API = load_api(manifest_of("giosg").document)

BODIES: dict[str, dict[str, Any]] = {
    "createRoom": {"name": "New", "domain": "new.example.com"},
    "replaceRoom": {"name": "Other"},
    "updateRoom": {"name": "Other"},
    "createRoomTag": {"name": "New tag"},
    "replaceRoomSettings": {
        "is_pending_chat_messages_hidden": True,
        "is_auto_tagging_enabled": True,
        "is_analytics_tracking_enabled": False,
        "is_ajax_tracking_enabled": True,
    },
    "updateRoomSettings": {"is_ajax_tracking_enabled": True},
    "createDomainLink": {"domain_room_id": seed.identifier("room", "blog")},
    "createBrand": {"name": "New", "primary_color_code": "#123456", "secondary_color_code": None},
    "replaceBrand": {
        "name": "Other",
        "primary_color_code": None,
        "secondary_color_code": "#abcdef",
    },
    "updateBrand": {"name": "Other"},
}
# A payload where one required attribute is null, for operations that require none.
EMPTIED = {
    "updateRoom": {"name": None},
    "updateRoomSettings": {"is_ajax_tracking_enabled": None},
    "updateBrand": {"name": None},
}
ROOM_QUEUES = {"listRoomQueues", "retrieveRoomQueue"}


def sent(operation: Operation) -> dict[str, Any]:
    """A request that succeeds."""
    good: dict[str, Any] = {"json": BODIES[operation.id]} if operation.id in BODIES else {}
    if operation.id in ROOM_QUEUES:
        good["room_id"] = seed.identifier("room", "shop")
    return good


@pytest.mark.parametrize("operation", API.operations, ids=lambda each: each.id)
def test_succeeds(client: Client, operation: Operation) -> None:
    response = client.send(operation.id, **sent(operation))
    first = next(each.status for each in operation.responses if each.is_success)
    expected = "201" if operation.id == "createDomainLink" else first
    assert str(response.status_code) == expected


CAUSES = [
    pytest.param(
        operation, response.status, cause, id=f"{operation.id}.{response.status}.{cause.id}"
    )
    for operation in API.operations
    for response in operation.responses
    if not response.is_success
    for cause in causes_of(response)
]


@pytest.mark.parametrize(("operation", "status", "cause"), CAUSES)
def test_refuses(
    client: Client, target: seed.Target, operation: Operation, status: str, cause: Cause
) -> None:
    request = sent(operation)
    if cause.actor is not None:
        request["actor"] = None if cause.actor == "anonymous" else cause.actor
    if cause.ids == "own":
        own = target.actors["lapsed"]
        request |= {**own.ids, "organization_id": own.organization_id, "user_id": own.user_id}
    if cause.unknown:
        request[cause.unknown] = "11111111-2222-4333-8444-555555555555"
    if cause.input == "malformed":
        request = {"content": b'{"name": '}
    elif cause.input == "missing":
        request["json"] = {}
    elif cause.input == "emptied":
        request["json"] = EMPTIED[operation.id]
    response = client.send(operation.id, **request)
    assert str(response.status_code) == status
    assert response.json()


def test_bad_payload_is_the_last_thing_to_refuse(client: Client) -> None:
    bad: Any = {"content": b"nonsense"}
    assert client.send("updateRoom", actor=None, **bad).status_code == 401
    assert client.send("updateRoom", actor="member", **bad).status_code == 403
    assert client.send("updateRoom", room_id="unknown", **bad).status_code == 404
    assert client.send("updateRoom", **bad).status_code == 400


@pytest.mark.parametrize(
    "authorization", ["", "Token", "Token nobody", "Basic mock-admin", "mock-admin"]
)
def test_other_credentials_are_none(client: Client, authorization: str) -> None:
    headers = {"authorization": authorization}
    assert client.send("listRooms", actor=None, headers=headers).status_code == 401


def test_a_bearer_token_is_as_good(client: Client) -> None:
    headers = {"authorization": "Bearer mock-admin"}
    assert client.send("listRooms", actor=None, headers=headers).status_code == 200
