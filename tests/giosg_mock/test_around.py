"""What surrounds the API: reset, CORS, seed files, and the arrows of the architecture."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import clausemock
import pytest
from clausegen.model import Api
from clausemock.choices import Choices
from clausemock.payloads import Payloads
from giosg_mock import seed
from mock_client import Client, MakeClient

ORIGIN = {"origin": "https://docs.example.com"}


def test_reset_brings_the_first_state_back(client: Client) -> None:
    before = client.all("listRooms")
    client.send("createRoom", json={"name": "New"})
    client.send("updateRoom", json={"name": "Renamed"})
    assert client.raw("POST", "/__mock__/reset").status_code == 204
    assert client.all("listRooms") == before
    assert client.raw("GET", "/__mock__/reset").status_code == 405


def test_the_mock_tells_what_to_ask_with(client: Client) -> None:
    told = client.raw("GET", "/__mock__/known")
    assert told.headers["access-control-allow-origin"] == "*"
    known = told.json()
    assert client.raw("POST", "/__mock__/known").status_code == 405
    path = "/api/v5/orgs/{organization_id}/rooms/{room_id}".format_map(known["values"])
    headers = {"authorization": f"Token {known['token']}"}
    assert client.raw("GET", path, headers=headers).json()["id"] == known["values"]["room_id"]
    path = "/api/v5/orgs/{organization_id}/brands/{brand_id}".format_map(known["values"])
    assert client.raw("GET", path, headers=headers).status_code == 200


def test_a_browser_may_call_from_anywhere(client: Client) -> None:
    asked = {**ORIGIN, "access-control-request-method": "PATCH"}
    asked["access-control-request-headers"] = "authorization, content-type"
    response = client.raw("OPTIONS", client.url("updateRoom"), headers=asked)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] in {"*", ORIGIN["origin"]}
    assert "PATCH" in response.headers["access-control-allow-methods"]
    assert "authorization" in response.headers["access-control-allow-headers"]
    for actor in ("admin", None):
        shown = client.send("listRooms", actor=actor, headers=ORIGIN).headers
        assert shown["access-control-allow-origin"] in {"*", ORIGIN["origin"]}


def test_links_lead_to_where_the_client_came_from(client: Client) -> None:
    headers = {"host": "api.example.com", "x-forwarded-proto": "https"}
    url = f"{client.url('listRooms')}?ordering=-created_at"
    page = client.send("listRooms", url=url, headers=headers).json()
    assert page["next"].startswith(f"https://api.example.com{url}&cursor=")


def test_a_broken_cursor_is_no_page(client: Client) -> None:
    assert client.raw("GET", f"{client.url('listRooms')}?cursor=x").status_code == 401
    headers = {"authorization": "Token mock-admin"}
    response = client.raw("GET", f"{client.url('listRooms')}?cursor=x", headers=headers)
    assert response.status_code == 404


@pytest.mark.parametrize("depth", [500, 5_000, 200_000])
def test_a_deep_payload_is_no_trouble(api: Api, depth: int) -> None:
    payload = b'{"name": "Deep", "unknown": ' + b"[" * depth + b"]" * depth + b"}"
    payloads = Payloads(api, Choices())
    assert set(payloads.faults("createRoom", payload)) <= {"detail"}
    assert payloads.coerced("createRoom", payload)


@pytest.mark.parametrize("kind", ["toml", "json"])
def test_a_seed_file_replaces_the_data(make_client: MakeClient, tmp_path: Path, kind: str) -> None:
    data = seed.read()
    data["room"] = {"only": {"organization_id": "home", "name": "Only", "users": ["admin"]}}
    data["settings"] = data["domain_link"] = data["queue"] = {}
    file = tmp_path / f"data.{kind}"
    text = json.dumps(data)
    if kind == "toml":
        text = '[organization]\nhome = {name = "Home"}\n'
        text += '[user]\nadmin = {organization_id = "home", token = "mock-admin", '
        text += "has_settings_permission = true}\n"
        text += '[room]\nonly = {organization_id = "home", name = "Only"}'
    file.write_text(text)
    client = make_client(seed_file=file)
    assert [room["name"] for room in client.all("listRooms")] == ["Only"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[house]\nmine = {}", r"\[house\]: unknown kind"),
        ("[room]\nshop = {colour = 'red'}", "room.*shop.*colour"),
        ("[room]\nshop = {users = ['nobody']}", "nobody"),
        ("[queue]\nfirst = {room_id = 'nowhere'}", "nowhere"),
        ("[room", r"data\.toml"),
        ("room = 1", r"data\.toml"),
        ("[target.actors]\nadmin = 'nobody'", "nobody"),
    ],
)
def test_bad_data_is_explained(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "data.toml"
    file.write_text(content)
    with pytest.raises(seed.SeedError, match=said):
        _load(file)


def _load(file: Path) -> None:
    from clausemock.store import Store
    from giosg_mock.tables import LAYOUT

    data = seed.read(file)
    seed.target(data)
    seed.fill(Store(LAYOUT), data)


def test_every_fresh_mock_holds_the_same(make_client: MakeClient) -> None:
    assert make_client().all("listRooms") == make_client().all("listRooms")


def test_the_mock_imports_nothing_that_makes_pages_or_finds_faults() -> None:
    folder = Path(clausemock.__file__).parent
    seen = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else names
            seen |= {name for name in names if name.startswith("clause")}
    others = {name for name in seen if not name.startswith("clausemock")}
    rooms = {name.split(".")[1] for name in others if "." in name}
    assert not rooms & {"render", "lint", "commands"}
    assert "clausegen.model" in others  # the test sees imports at all


def test_a_token_tells_who_calls(client: Client) -> None:
    me = client.raw("GET", "/api/v5/users/me", headers={"authorization": "Token mock-member"})
    users = client.all("listRoomUsers")
    assert me.status_code == 200
    assert me.json()["organization_id"] in {each["organization_id"] for each in users}
    assert client.raw("GET", "/api/v5/users/me").status_code == 401
