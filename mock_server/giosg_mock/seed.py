"""The data of a fresh mock: seed.toml, or a file of the same form.

Ids are made from the keys of the entries, so that every fresh mock has the same ones.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import msgspec
from clausemock.clock import text
from clausemock.guest import SeedError, Target
from clausemock.store import Record, Store

from giosg_mock.records import STARTS

DEFAULT = Path(__file__).with_name("seed.toml")
NAMESPACE = UUID("3c6d2a4e-0f53-5e0b-9a55-27f2c1d1b6aa")
BEGIN = datetime(2024, 3, 1, 8, tzinfo=UTC)
STEP = timedelta(minutes=37)

EXTRAS: Mapping[str, frozenset[str]] = {
    "user": frozenset({"token"}),
    "brand": frozenset({"user_id"}),
    "room": frozenset({"user_id", "users", "teams", "tags", "shared_with"}),
    "queue": frozenset({"position"}),
    "team": frozenset({"users"}),
}
"""What an entry may say beyond the attributes of its record."""

OWN_KIND: Mapping[str, str] = {
    "organization_id": "organization",
    "domain_room_id": "room",
    "logo_asset_id": "asset",
}
"""Where the name of an attribute does not tell the kind of its id."""


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    token: str
    organization_id: str
    user_id: str
    ids: dict[str, str] = {}


Data = dict[str, dict[str, dict[str, Any]]]


def read(path: Path = DEFAULT) -> Data:
    """The tables of a TOML or JSON file. Raises SeedError."""
    try:
        content = path.read_text(encoding="utf-8-sig")
        is_json = path.suffix == ".json"
        data = msgspec.json.decode(content) if is_json else tomllib.loads(content)
        return msgspec.convert(data, Data)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise SeedError(f"{path}: {error}") from error


def identifier(kind: str, key: str) -> str:
    """The id of a seeded resource."""
    return str(uuid5(NAMESPACE, f"{kind}/{key}"))


def fill(store: Store, data: Data) -> None:
    """Puts the data into an empty store. Raises SeedError."""
    _check(data)
    seconds = 0
    with store.transaction():
        for kind in STARTS:
            for key, entry in data.get(kind, {}).items():
                seconds += 1
                created = BEGIN + seconds * STEP
                record = {
                    "id": identifier(kind, key),
                    "created_at": text(created),
                    # The last created one was updated first, so that the two orders differ.
                    "updated_at": text(BEGIN + timedelta(days=300) - seconds * STEP),
                    **STARTS[kind],
                    **_resolved(data, entry),
                }
                extras = {name: record.pop(name, None) for name in EXTRAS.get(kind, ())}
                if kind in _FINISH:
                    _FINISH[kind](store, data, record, extras)
                store.put(kind, record)


def target(data: Data) -> Target:
    """The actors and ids of the data's own `target` table; empty without one. Raises SeedError."""
    told = data.get("target", {})
    lapsed_ids = {name: _told(data, value) for name, value in told.get("lapsed_ids", {}).items()}
    actors = {
        name: _actor(data, key, lapsed_ids if name == "lapsed" else {})
        for name, key in told.get("actors", {}).items()
    }
    ids = {name: _told(data, value) for name, value in told.get("ids", {}).items()}
    shown = {name: _told(data, value) for name, value in told.get("shown", {}).items()}
    return Target(actors, ids, tuple(told.get("lent", {}).get("keys", ())), shown)


def _actor(data: Data, key: str, ids: dict[str, str]) -> Actor:
    user = data.get("user", {}).get(key, {})
    if not {"token", "organization_id"} <= user.keys():
        raise SeedError(f"[target.actors]: there is no user {key} with a token and an organization")
    organization_id = identifier("organization", user["organization_id"])
    return Actor(user["token"], organization_id, identifier("user", key), ids)


def _told(data: Data, value: str) -> str:
    kind, _, key = value.partition(".")
    return identifier(kind, key) if key in data.get(kind, {}) else value


def _check(data: Data) -> None:
    for kind, entries in data.items():
        if kind == "target":
            continue
        if kind not in STARTS and kind != "team":
            raise SeedError(f"[{kind}]: unknown kind; one of {', '.join(STARTS)}, team")
        known = {"created_at", "updated_at", *STARTS.get(kind, ()), *EXTRAS.get(kind, ())}
        for key, entry in entries.items():
            if unknown := sorted(entry.keys() - known):
                raise SeedError(f"[{kind}] {key}: unknown attribute {unknown[0]}")


def _resolved(data: Data, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with ids in place of keys."""
    resolved = dict(entry)
    for attribute, value in entry.items():
        kind = OWN_KIND.get(attribute, attribute.removesuffix("_id"))
        if attribute.endswith("_id") and value in data.get(kind, {}):
            resolved[attribute] = identifier(kind, value)
    return resolved


def _user(store: Store, _: Data, record: Record, extras: dict[str, Any]) -> None:
    record["full_name"] = f"{record['first_name']} {record['last_name']}".strip()
    if token := extras["token"]:
        _put(store, "token", token, id=token, user_id=record["id"])


def _asset(_: Store, __: Data, record: Record, ___: dict[str, Any]) -> None:
    record["url"] = f"https://assets.example.com/{record['id']}"


def _router(_: Store, data: Data, record: Record, __: dict[str, Any]) -> None:
    record["steps"] = [[_key(data, "user", key) for key in step] for step in record["steps"]]


def _brand(_: Store, __: Data, record: Record, extras: dict[str, Any]) -> None:
    record["created_by_user_id"] = record["updated_by_user_id"] = extras["user_id"]


def _room(store: Store, data: Data, record: Record, extras: dict[str, Any]) -> None:
    record["token"] = f"room:{record['id']}"
    record["updated_by_user_id"] = extras["user_id"]
    users = [*(extras["users"] or ())]
    for team in extras["teams"] or ():
        users += data.get("team", {}).get(team, {}).get("users", [])
    for key in dict.fromkeys(users):
        ids = {"user_id": _key(data, "user", key), "room_id": record["id"]}
        _put(store, "permission", f"{record['id']}/{key}", **ids)
    for key, name in (extras["shared_with"] or {}).items():
        ids = {"organization_id": _key(data, "organization", key), "room_id": record["id"]}
        _put(store, "share", f"{record['id']}/{key}", **ids, share_name=name or None)
    for position, name in enumerate(extras["tags"] or ()):
        tag = {
            "organization_id": record["organization_id"],
            "room_id": record["id"],
            "name": name,
            "hashed_name": sha1(name.encode(), usedforsecurity=False).hexdigest(),
            "created_at": text(BEGIN + timedelta(days=30, minutes=position)),
        }
        _put(store, "tag", f"{record['id']}/{name}", **tag)


def _of_room(store: Store, _: Data, record: Record, __: dict[str, Any]) -> None:
    room = store.get("room", record["room_id"])
    if room is None:
        raise SeedError(f"there is no room {record['room_id']}")
    record["organization_id"] = room["organization_id"]


def _queue(store: Store, data: Data, record: Record, extras: dict[str, Any]) -> None:
    _of_room(store, data, record, extras)
    record["chat_id"] = identifier("chat", record["id"])
    position = extras["position"]
    if position is None:
        record["chat_picked_up_at"] = record["updated_at"]
        return
    record["current_position_in_queue"] = position
    for name in ("initial_estimated_wait_time", "current_estimated_wait_time"):
        record[name] = record["updated_at"]


_FINISH: Mapping[str, Callable[[Store, Data, Record, dict[str, Any]], None]] = {
    "user": _user,
    "asset": _asset,
    "router": _router,
    "brand": _brand,
    "room": _room,
    "domain_link": _of_room,
    "queue": _queue,
}


def _put(store: Store, table: str, key: str, **values: Any) -> None:
    record = {"id": identifier(table, key), "created_at": text(BEGIN), **values}
    store.put(table, record)


def _key(data: Data, kind: str, key: str) -> str:
    if key not in data.get(kind, {}):
        raise SeedError(f"there is no {kind} {key}")
    return identifier(kind, key)
