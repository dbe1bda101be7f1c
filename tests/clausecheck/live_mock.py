"""A mock whose data live in a file, so that everything in it can be compared before and after."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

Rows = dict[tuple[str, str], bytes]
"""(table, id) -> the record as it is stored."""


class LiveMock:
    """`clausemock serve --database`, with resources in it that no run created."""

    def __init__(self, folder: Path) -> None:
        self.target_file = folder / "target.toml"
        self._database = folder / "mock.db"
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self, *options: str) -> None:
        command = [str(Path(sys.executable).with_name("clausemock")), "serve", "--port", "0"]
        command += ["--contract", "giosg"]
        command += ["--database", str(self._database), "--target-file", str(self.target_file)]
        self._process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert "listening on " in line, line
        self.url = line.removeprefix("listening on ").strip()

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.communicate()
            self._process = None

    def rows(self) -> Rows:
        """Everything that is stored. The mock must have stopped: it locks the file."""
        assert self._process is None
        with closing(sqlite3.connect(self._database)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                (table, key): bytes(body)
                for (table,) in tables.fetchall()
                for key, body in connection.execute(f"SELECT id, body FROM {table}")
            }

    @property
    def target(self) -> dict[str, Any]:
        return tomllib.loads(self.target_file.read_text())

    def call(self, method: str, path: str, body: Any = None, *, actor: str = "admin") -> Any:
        """A request of an actor; `path` is below its organization."""
        caller = self.target["actors"][actor]
        url = f"{self.url}/api/v5/orgs/{caller['organization_id']}{path}"
        headers = {"authorization": f"Token {caller['token']}"}
        answer = httpx.request(method, url, json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def rooms(self, prefix: str) -> list[dict[str, Any]]:
        """Rooms of the administrator that are not deleted, by how their names start."""
        found: list[dict[str, Any]] = []
        path: str | None = "/rooms?is_deleted=false"
        while path is not None:
            page = self.call("GET", path)
            found += [each for each in page["results"] if each["name"].startswith(prefix)]
            path = page["next"] and "/rooms?" + page["next"].partition("?")[2]
        return found

    def populate(self) -> None:
        """What somebody works with: also things whose names resemble those of a run."""
        for name in ("Front desk", "clausecheck", "clausecheck-notes", "our clausecheck-abcdef 1"):
            room = self.call("POST", "/rooms", {"name": name, "sensitive_data_purge_ttl": 30})
            brand = {"name": name, "primary_color_code": "#123456", "secondary_color_code": None}
            brand = self.call("POST", "/brands", brand)
            self.call("POST", f"/rooms/{room['id']}/allowed_tags", {"name": name})
            settings = {"brand_id": brand["id"], "is_ajax_tracking_enabled": True}
            self.call("PATCH", f"/rooms/{room['id']}/settings", settings)
            shop = self.call("POST", "/rooms", {"name": name, "domain": f"{room['id']}.example"})
            link = {"domain_room_id": shop["id"]}
            self.call("POST", f"/rooms/{room['id']}/domain_links", link)
        shared = self.target["ids"]["shared_room_id"]
        for actor in ("admin", "outsider"):
            chosen = {"is_pending_chat_messages_hidden": True, "brand_id": None}
            self.call("PATCH", f"/rooms/{shared}/settings", chosen, actor=actor)


def differences(before: Rows, after: Rows, target: dict[str, Any]) -> list[str]:
    """What a run changed or left, other than what the target file gives it for use."""
    ids = target["ids"]
    used_up = ids["room_to_unshare_id"]
    found = []
    for (table, key), body in before.items():
        record, now = json.loads(body), after.get((table, key))
        if used_up in (record["id"], record.get("room_id")):
            continue
        if table == "settings" and record["room_id"] == ids["shared_room_id"] and now:
            record, restored = (_without_stamp(each) for each in (body, now))
            if record == restored:
                continue
        if body != now:
            found.append(f"{table} {key}: {body!r} became {now!r}")
    return found + _left(before, after, used_up)


def _left(before: Rows, after: Rows, used_up: str) -> list[str]:
    """New records that are neither a deleted room of the run nor belong to one."""
    new = {key: json.loads(after[key]) for key in after.keys() - before.keys()}
    rooms = {
        key
        for (table, key), record in new.items()
        if table == "room" and record["is_deleted"] and record["name"].startswith("clausecheck-")
    }
    rooms.add(used_up)
    return [
        f"{table} {key} was left behind: {record}"
        for (table, key), record in new.items()
        if not (rooms & {key, record.get("room_id")} or _is_untouched_settings(table, record))
    ]


def _is_untouched_settings(table: str, record: dict[str, Any]) -> bool:
    """The mock makes the settings of a room when they are first read."""
    start = {"router_id": None, "brand_id": None, "is_ajax_tracking_enabled": False}
    return table == "settings" and start.items() <= record.items()


def _without_stamp(body: bytes) -> dict[str, Any]:
    stamps = {"updated_at", "updated_by_user_id"}
    return {name: value for name, value in json.loads(body).items() if name not in stamps}
