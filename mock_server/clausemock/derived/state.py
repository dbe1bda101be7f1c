"""Records of any document: rows of JSON in SQLite, in memory or in a file.

A record lies at a place (the concrete path of its collection) under a key (what follows there). A
file keeps every write that was answered, also after kill -9.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from clausemock.behaviours.filter import keeps
from clausemock.store import StoreError

Record = dict[str, Any]
VERSION = 1
APPLICATION = 0x636C6B61
"""SQLite's application_id of our files, so that another program's database is never written to."""

TABLES = (
    """CREATE TABLE record (place TEXT, key TEXT, number INTEGER, body BLOB,
        PRIMARY KEY (place, key)) WITHOUT ROWID""",
    "CREATE INDEX record_number ON record (place, number)",
    # Under which other paths a record was made, and is listed.
    """CREATE TABLE member (through TEXT, place TEXT, key TEXT,
        PRIMARY KEY (through, place, key)) WITHOUT ROWID""",
    "CREATE TABLE visited (place TEXT PRIMARY KEY) WITHOUT ROWID",
)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which records of a place, in which order. Without `by`, as they were made."""

    place: str
    like: str | None = None
    """A pattern of places, instead: /towns/*/shops."""
    through: str | None = None
    equal: tuple[tuple[str, Any], ...] = ()
    fitting: tuple[tuple[str, str, Any, bool], ...] = ()
    """(attribute, operator of a filter, value, whether case is ignored)."""
    by: tuple[str, ...] = ()
    descending: bool = False


class State:
    """Everything the mock remembers."""

    def __init__(self, path: str = ":memory:") -> None:
        """Opens or creates the database. Raises StoreError."""
        try:
            self._connection = sqlite3.connect(
                path, timeout=0, isolation_level=None, check_same_thread=False
            )
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"cannot use the database {path}: {error}") from error

    def _prepare(self) -> None:
        self._connection.create_function("keeps", 4, _keeps, deterministic=True)
        run = self._connection.execute
        known = run("PRAGMA application_id").fetchone()[0], run("PRAGMA user_version").fetchone()[0]
        is_new = not run("SELECT 1 FROM sqlite_master").fetchone()
        if not is_new and known != (APPLICATION, VERSION):
            raise sqlite3.DatabaseError("it was not made by this version of clausemock")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("BEGIN IMMEDIATE")  # claims the file: a second mock on it fails at its start
        if is_new:
            for statement in TABLES:
                run(statement)
            run(f"PRAGMA application_id = {APPLICATION}")
            run(f"PRAGMA user_version = {VERSION}")
        run("COMMIT")

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

    def close(self) -> None:
        self._connection.close()

    def clear(self) -> None:
        """Forgets everything."""
        with self.transaction():
            for table in ("record", "member", "visited"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def visit(self, place: str) -> bool:
        """Whether this is the first visit: then the place may be given its first records."""
        added = self._connection.execute("INSERT OR IGNORE INTO visited VALUES (?)", (place,))
        return added.rowcount > 0

    def get(self, place: str, key: str) -> Record | None:
        row = self._connection.execute(
            "SELECT body FROM record WHERE place = ? AND key = ?", (place, key)
        ).fetchone()
        return msgspec.json.decode(row[0]) if row else None

    def put(
        self, place: str, key: str, record: Mapping[str, Any], through: str | None = None
    ) -> None:
        """Adds a record, or replaces it at its position."""
        self._connection.execute(
            "INSERT INTO record VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM record"
            " WHERE place = ?), ?) ON CONFLICT (place, key) DO UPDATE SET body = excluded.body",
            (place, key, place, msgspec.json.encode(record)),
        )
        if through is not None:
            self._connection.execute(
                "INSERT OR IGNORE INTO member VALUES (?, ?, ?)", (through, place, key)
            )

    def remove(self, place: str, key: str) -> None:
        """Takes a record away, with everything below it."""
        below = f"{place}/{key}/"
        run = self._connection.execute
        run("DELETE FROM record WHERE place = ? AND key = ?", (place, key))
        run("DELETE FROM member WHERE place = ? AND key = ?", (place, key))
        run("DELETE FROM record WHERE substr(place || '/', 1, ?) = ?", (len(below), below))
        run("DELETE FROM member WHERE substr(through || '/', 1, ?) = ?", (len(below), below))

    def next_number(self, place: str) -> int:
        """One more than there ever were, as far as they are still there."""
        found = self._connection.execute(
            "SELECT COALESCE(MAX(number), 0) + 1 FROM record WHERE place = ?", (place,)
        ).fetchone()
        return int(found[0])

    def count(self, wanted: Wanted) -> int:
        source, values = _source(wanted)
        return int(self._connection.execute(f"SELECT COUNT(*) {source}", values).fetchone()[0])

    def select(self, wanted: Wanted, *, limit: int = -1, offset: int = 0) -> list[Record]:
        """The records; null comes before everything else, and equal values as they were made."""
        source, values = _source(wanted)
        way = "DESC" if wanted.descending else "ASC"
        order = f"number {way}"
        if wanted.by:
            order = ", ".join([*(f"json_extract(record.body, ?) {way}" for _ in wanted.by), order])
            values = [*values, *map(_pointer, wanted.by)]
        rows = self._connection.execute(
            f"SELECT record.body {source} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return [msgspec.json.decode(body) for (body,) in rows]


def _keeps(operator: str, found: Any, value: bytes, ignores_case: int) -> bool:
    return keeps(operator, found, msgspec.json.decode(value), ignores_case=bool(ignores_case))


def _source(wanted: Wanted) -> tuple[str, list[Any]]:
    text = "FROM record"
    values: list[Any] = []
    if wanted.through is not None:
        text += " JOIN member ON member.place = record.place AND member.key = record.key"
        text += " AND member.through = ?"
        values.append(wanted.through)
    text += f" WHERE record.place {'=' if wanted.like is None else 'GLOB'} ?"
    values.append(wanted.like or wanted.place)
    for name, operator, value, ignores_case in wanted.fitting:
        text += " AND keeps(?, json_extract(record.body, ?), ?, ?)"
        values += [operator, _pointer(name), msgspec.json.encode(value), ignores_case]
    for name, value in wanted.equal:
        text += " AND json_extract(record.body, ?) IS ?"
        values += [_pointer(name), value]
    return text, values


def _pointer(name: str) -> str:
    """An attribute in SQLite's JSON paths, or one within another."""
    return "$" + "".join(f'."{each}"' for each in name.replace('"', "").split("."))
