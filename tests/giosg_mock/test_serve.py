"""The command: a real process, real sockets, real files."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from clausemock.cli import _listen
from running import ended

BELOW_A_FILE = f"{__file__}/folder"
"""Where nothing can be written."""
COMMAND = [sys.executable, "-c", "from clausemock.cli import main; main()", "serve"]


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its base URL."""
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        assert line.startswith("listening on "), line + (
            process.communicate()[1] if not line else ""
        )
        yield process, line.removeprefix("listening on ").strip()
    finally:
        process.kill()
        process.communicate()


def admin(target_file: Path) -> tuple[httpx.Client, str]:
    """A client with the administrator's token, and the path of the organization's rooms."""
    target = tomllib.loads(target_file.read_text())
    actor = target["actors"]["admin"]
    headers = {"authorization": f"{actor['scheme']} {actor['token']}"}
    client = httpx.Client(base_url=target["base_url"], headers=headers, timeout=30)
    return client, f"/api/v5/orgs/{actor['organization_id']}/rooms"


def refused(*options: str) -> str:
    """The one line with which the command gives up."""
    result = ended([*COMMAND, *options])
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("clausemock: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_tells_where_and_writes_the_target_file(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    with serving("--target-file", str(file)) as (_, base_url):
        assert tomllib.loads(file.read_text())["base_url"] == base_url
        client, rooms = admin(file)
        with client:
            assert client.get(rooms).status_code == 200


def test_the_target_file_has_what_a_suite_needs(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    with serving("--target-file", str(file)):
        target = tomllib.loads(file.read_text())
    assert set(target["actors"]) == {"admin", "member", "outsider", "lapsed"}
    lapsed_ids = {"room_id", "brand_id", "tag", "domain_room_id", "queue_id"}
    assert set(target["actors"]["lapsed"]["ids"]) == lapsed_ids
    assert set(target["ids"]) == {
        "deleted_room_id",
        "legacy_chat_dialog_id",
        "logo_asset_id",
        "other_asset_id",
        "picked_up_queue_id",
        "people_router_id",
        "bot_router_id",
        "empty_router_id",
        "public_key_id",
        "queue_id",
        "queue_room_id",
        "room_to_unshare_id",
        "router_id",
        "shared_room_id",
        "unpermitted_room_id",
        "user_id",
    }


def test_an_acknowledged_write_survives_kill_9(tmp_path: Path) -> None:
    file, database = tmp_path / "target.toml", tmp_path / "mock.db"
    options = ("--target-file", str(file), "--database", str(database))
    acknowledged = []
    with serving(*options) as (process, _):
        client, rooms = admin(file)
        with client:
            for number in range(20):
                response = client.post(rooms, json={"name": f"Room {number}"})
                assert response.status_code == 201
                acknowledged.append(response.json())
            process.send_signal(signal.SIGKILL)
            process.wait()
    with serving(*options):
        client, rooms = admin(file)
        with client:
            kept = [client.get(f"{rooms}/{room['id']}").json() for room in acknowledged]
    assert kept == acknowledged


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_cleanly(number: int) -> None:
    with serving() as (process, _):
        process.send_signal(number)
        _, errors = process.communicate(timeout=5)
        assert errors == ""
        assert process.returncode == (0 if number == signal.SIGINT else -signal.SIGTERM)


def test_a_port_in_use_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"cannot listen on 127.0.0.1:{port}" in refused("--port", str(port))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--without", "sorting"], "--without sorting"),
        (["--dialect", "tiny_pages,klingon"], "--dialect klingon"),
        (["--seed-file", "missing.toml"], "missing.toml"),
        (["--database", f"{BELOW_A_FILE}/mock.db"], f"{BELOW_A_FILE}/mock.db"),
        (["--target-file", f"{BELOW_A_FILE}/target.toml"], f"{BELOW_A_FILE}/target.toml"),
        (["--host", "no.such.host.invalid"], "no.such.host.invalid"),
    ],
)
def test_what_cannot_be_used_is_one_line(options: list[str], said: str) -> None:
    assert said in refused("--port", "0", *options)


def test_a_database_serves_one_mock_at_a_time(tmp_path: Path) -> None:
    database = str(tmp_path / "mock.db")
    with serving("--database", database):
        assert "locked" in refused("--port", "0", "--database", database)


def test_log_latency_and_chaos(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    options = ("--log", "--latency", "100", "--chaos", "1", "--target-file", str(file))
    with serving(*options) as (process, _):
        client, rooms = admin(file)
        with client:
            begin = time.perf_counter()
            statuses = {client.get(f"{rooms}?token=secret").status_code for _ in range(12)}
            assert time.perf_counter() - begin > 1.2
        assert statuses & {429, 500, 503}
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=5)
    assert log.count(f"GET    {rooms} ") == 12
    assert "secret" not in log


def test_dialects_are_listed_and_spoken(tmp_path: Path) -> None:
    listed = subprocess.check_output([*COMMAND[:-1], "dialects"], text=True).splitlines()
    assert len(listed) >= 25
    assert listed[0].split() == ["tiny_pages", "page_size:", "1"]
    file = tmp_path / "target.toml"
    with serving("--dialect", "tiny_pages,no_token", "--target-file", str(file)):
        client, rooms = admin(file)
        with client:
            (room,) = client.get(rooms).json()["results"]
    assert "token" not in room


def test_help_has_examples() -> None:
    environment = {**os.environ, "COLUMNS": "100"}
    shown = subprocess.check_output([*COMMAND, "--help"], text=True, env=environment)
    assert "clausemock serve --port 0 --target-file target.toml" in shown


def test_answers_are_not_held_back() -> None:
    """Without it each answer takes 40 ms where the event loop writes head and body apart."""
    with _listen("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
