"""The Python client in use: a day in the life of a room, on the mock server."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CLIENTS = Path(__file__).parents[4] / "clients" / "python"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A running mock and its actors."""
    file = tmp_path_factory.mktemp("mock") / "target.toml"
    program = str(Path(sys.executable).with_name("clausemock"))
    command = [program, "serve", "--port", "0", "--target-file", str(file), "--page-size", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as mock:
        assert mock.stdout is not None
        for line in mock.stdout:
            if b"listening on" in line:
                break
        yield tomllib.loads(file.read_text())
        mock.terminate()


@pytest.fixture
def package() -> Iterator[Any]:
    sys.path.insert(0, str(CLIENTS))
    yield importlib.import_module("giosg_rooms_and_brands")
    sys.path.remove(str(CLIENTS))


def test_the_life_of_a_room(target: dict[str, Any], package: Any) -> None:
    models = importlib.import_module(f"{package.__name__}.models")
    admin = target["actors"]["admin"]
    here = {"organization_id": admin["organization_id"]}
    with package.Client(base_url=target["base_url"], api_token=admin["token"]) as client:
        rooms = [
            client.rooms.create_room(**here, body=models.RoomInput(name=f"Room {number}"))
            for number in range(3)
        ]
        newest_first = client.rooms.iterate_rooms(**here, ordering="-created_at")
        assert [next(newest_first).id for _ in rooms] == [room.id for room in reversed(rooms)]
        place = {**here, "room_id": rooms[0].id}
        changed = client.rooms.update_room(**place, body=models.RoomPatch(name="Lobby"))
        assert (changed.name, changed.domain) == ("Lobby", None)
        client.room_tags.create_room_tag(**place, body=models.TagInput(name="a/b c"))
        assert [tag.name for tag in client.room_tags.iterate_room_tags(**place)] == ["a/b c"]
        client.room_tags.delete_room_tag(**place, tag="a/b c")
        for room in rooms:
            client.rooms.delete_room(**here, room_id=room.id)
        assert client.rooms.retrieve_room(**place).is_deleted


@pytest.mark.parametrize(
    ("actor", "scheme", "name"),
    [
        ("member", "api_token", "Forbidden"),
        ("outsider", "access_token", "Forbidden"),
        (None, None, "Unauthorized"),
    ],
)
def test_refused_callers(
    target: dict[str, Any], package: Any, actor: str | None, scheme: str | None, name: str
) -> None:
    organization = target["actors"]["admin"]["organization_id"]
    given = {scheme: target["actors"][actor]["token"]} if scheme else {}
    client = package.Client(base_url=target["base_url"], **given)
    with client, pytest.raises(getattr(package, name)):
        client.rooms.list_rooms(organization_id=organization)


def test_refused_requests(target: dict[str, Any], package: Any) -> None:
    models = importlib.import_module(f"{package.__name__}.models")
    admin = target["actors"]["admin"]
    here = {"organization_id": admin["organization_id"]}
    with package.Client(base_url=target["base_url"], access_token=admin["token"]) as client:
        with pytest.raises(package.NotFound):
            client.rooms.retrieve_room(**here, room_id="nowhere")
        with pytest.raises(package.BadRequest):
            client.rooms.create_room(**here, body=models.RoomInput(name=""))
