"""State without HTTP: SQLite tables of JSON records, in memory or in a file.

Each record is kept whole as JSON; the attributes that queries need are repeated as indexed columns.
One process, one connection. A file keeps every write that was committed, also after kill -9.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import msgspec

Record = dict[str, Any]
"""One row: always with `id` and `created_at`. Treat what the store returns as read-only."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organization": (),
    "avatar": (),
    "asset": ("organization_id",),
    "router": ("organization_id",),
    "user": ("organization_id",),
    "token": ("user_id",),
    "room": ("organization_id", "domain", "is_deleted", "updated_at"),
    "share": ("organization_id", "room_id"),
    "permission": ("user_id", "room_id"),
    "tag": ("room_id", "organization_id", "name"),
    "system_tag": ("organization_id",),
    "settings": ("room_id", "organization_id", "brand_id"),
    "domain_link": ("room_id", "domain_room_id"),
    "queue": ("room_id", "chat_picked_up_at"),
    "brand": ("organization_id",),
}
"""Table: the attributes that become columns; the first one leads the index of its lists."""

FIXED = frozenset({"organization", "avatar", "asset", "router", "user", "token"})
"""Tables that no operation of the API writes: their records are read once and kept."""

VIEWS: Mapping[str, str] = {
    # Every room that an organization can see: its own and those shared to it.
    "visible_room": """
        SELECT room.*, room.organization_id AS viewer_id, 0 AS is_shared FROM room
        UNION ALL
        SELECT room.*, share.organization_id AS viewer_id, 1 AS is_shared
        FROM share JOIN room ON room.id = share.room_id""",
    # Every room and every tag there is, for a mock that is told to leak. is_given: shared by the
    # owner; is_reached: of the organization's first room, or of another organization.
    "any_room": """
        SELECT room.*, organization.id AS viewer_id,
               room.organization_id IS NOT organization.id AS is_shared,
               EXISTS (SELECT 1 FROM share WHERE share.room_id = room.id
                       AND share.organization_id = organization.id) AS is_given
        FROM room JOIN organization""",
    "any_tag": """
        SELECT tag.*, organization.id AS viewer_id,
               tag.organization_id IS NOT organization.id OR tag.room_id = (
                   SELECT room.id FROM room WHERE room.organization_id = organization.id
                   ORDER BY room.created_at LIMIT 1) AS is_reached
        FROM tag JOIN organization""",
    # The rooms that a user has an explicit permission to, as far as their organization sees them.
    "permitted_room": """
        SELECT room.*, permission.user_id AS user_id,
               room.organization_id IS NOT user.organization_id AS is_shared
        FROM permission JOIN user ON user.id = permission.user_id
        JOIN room ON room.id = permission.room_id
        WHERE room.organization_id = user.organization_id OR EXISTS (
            SELECT 1 FROM share
            WHERE share.room_id = room.id AND share.organization_id = user.organization_id)""",
    "room_user": """
        SELECT user.*, permission.room_id AS room_id
        FROM permission JOIN user ON user.id = permission.user_id""",
    "branded_room": """
        SELECT visible_room.*, settings.brand_id AS brand_id
        FROM settings JOIN visible_room
        ON visible_room.id = settings.room_id AND viewer_id = settings.organization_id""",
}

SCHEMA_VERSION = 2
APPLICATION = 0x636C6B74
"""SQLite's application_id of our files, so that another program's database is never written to."""


class StoreError(Exception):
    """The database file cannot be used. The message says why in one line."""


class Query(msgspec.Struct, frozen=True):
    """Records of a table or view. Columns are names of this module or the document, never input."""

    source: str
    where: tuple[tuple[str, Any], ...] = ()
    order: str = "created_at"
    direction: Literal["ascending", "descending"] = "ascending"

    def having(self, **values: Any) -> Query:
        return msgspec.structs.replace(self, where=(*self.where, *values.items()))


class Store:
    """All state of the mock."""

    def __init__(self, path: str = ":memory:") -> None:
        """Opens or creates the database. Raises StoreError."""
        self._kept: dict[str, dict[str, Record]] = {table: {} for table in FIXED}
        try:
            # Whoever embeds the mock may build it in one thread and run it in another.
            self._connection = sqlite3.connect(
                path, timeout=0, isolation_level=None, check_same_thread=False
            )
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"cannot use the database {path}: {error}") from error

    def _prepare(self) -> None:
        run = self._connection.execute
        found = run("PRAGMA application_id").fetchone()[0], run("PRAGMA user_version").fetchone()[0]
        is_new = not run("SELECT 1 FROM sqlite_master").fetchone()
        if not is_new and found != (APPLICATION, SCHEMA_VERSION):
            raise sqlite3.DatabaseError("it was not made by this version of clausemock")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        # Claims the file now: a second mock on it must fail at its start, not at its first write.
        run("BEGIN IMMEDIATE")
        if is_new:
            for statement in _definitions():
                run(statement)
            run(f"PRAGMA application_id = {APPLICATION}")
            run(f"PRAGMA user_version = {SCHEMA_VERSION}")
        run("COMMIT")

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Leaving it normally means that the writes are on the disk."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @property
    def is_empty(self) -> bool:
        return self._connection.execute("SELECT 1 FROM organization").fetchone() is None

    def clear(self) -> None:
        for table in COLUMNS:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        for kept in self._kept.values():
            kept.clear()

    def get(self, table: str, id: str) -> Record | None:  # noqa: A002 - the attribute's name
        kept = self._kept.get(table)
        if kept is not None and id in kept:
            return kept[id]
        record = self.first(Query(table, (("id", id),)))
        if kept is not None and record is not None:
            kept[id] = record
        return record

    def put(self, table: str, record: Record) -> None:
        """Inserts the record or replaces the one with its id."""
        columns = ("id", "created_at", *COLUMNS[table])
        body = msgspec.json.encode(record)
        marks = ", ".join("?" * (len(columns) + 1))
        self._connection.execute(
            f"REPLACE INTO {table} ({', '.join(columns)}, body) VALUES ({marks})",  # noqa: S608
            (*(record.get(column) for column in columns), body),
        )
        if table in self._kept:
            self._kept[table].pop(record["id"], None)

    def remove(self, table: str, **where: Any) -> int:
        """Deletes the records whose columns equal the values; returns how many there were."""
        conditions, values = _conditions(where.items())
        return self._connection.execute(f"DELETE FROM {table}{conditions}", values).rowcount  # noqa: S608

    def first(self, query: Query) -> Record | None:
        return next(iter(self.select(query, limit=1)), None)

    def select(
        self,
        query: Query,
        *,
        limit: int = -1,
        after: tuple[Any, str] | None = None,
        backwards: bool = False,
    ) -> list[Record]:
        """Records in the query's order, ties by id. `after`: the (order, id) values of a neighbour.

        Backwards, the records before the neighbour, the nearest first.
        """
        descending = (query.direction == "descending") != backwards
        conditions, values = _conditions(query.where)
        if after is not None:
            conditions += " AND " if conditions else " WHERE "
            conditions += f"({query.order}, id) {'<' if descending else '>'} (?, ?)"
            values = (*values, *after)
        way = "DESC" if descending else "ASC"
        rows = self._connection.execute(
            f"SELECT body, {query.order}, id FROM {query.source}{conditions}"  # noqa: S608 - see Query
            f" ORDER BY {query.order} {way}, id {way} LIMIT ?",
            (*values, limit),
        )
        return [msgspec.json.decode(body) for body, *_ in rows]


def _conditions(where: Any) -> tuple[str, tuple[Any, ...]]:
    pairs = tuple(where)
    text = " AND ".join(f"{column} IS ?" for column, _ in pairs)
    return f" WHERE {text}" if pairs else "", tuple(value for _, value in pairs)


def _definitions() -> Iterator[str]:
    for table, columns in COLUMNS.items():
        listed = "".join(f", {column}" for column in columns)
        yield f"CREATE TABLE {table} (id TEXT PRIMARY KEY, created_at TEXT{listed}, body BLOB)"
        for column in columns:
            yield f"CREATE INDEX {table}_{column} ON {table} ({column}, created_at, id)"
    for view, select in VIEWS.items():
        yield f"CREATE VIEW {view} AS {select}"
