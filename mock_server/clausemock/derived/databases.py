"""Where the records of a document's mock are kept: SQLite for one process, PostgreSQL for many.

Both are given the same statements, with `?` for values. What differs is here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from clausemock.store import StoreError

Path = tuple[str, ...]
"""From a record to a value in it: the names of attributes."""
Part = tuple[str, tuple[Any, ...]]
"""A piece of a statement, and its values."""

VERSION = 2
APPLICATION = 0x636C6B61
"""SQLite's application_id of our files, so that another program's database is never written to."""
SCHEMA = "clausemock"
"""Of our tables in PostgreSQL."""

TABLES = (
    """CREATE TABLE record (place {text}, key {text}, number BIGINT, body {json},
        PRIMARY KEY (place, key))""",
    "CREATE INDEX record_number ON record (place, number)",
    # Under which other paths a record was made, and is listed.
    """CREATE TABLE member (through {text}, place {text}, key {text},
        PRIMARY KEY (through, place, key))""",
    # The places that somebody was at: how many records they hold, and the number of the last one.
    "CREATE TABLE visited (place {text} PRIMARY KEY, held BIGINT, last BIGINT)",
)


class Database(Protocol):
    """One connection."""

    is_alone: bool
    """Nobody else writes to it."""
    body: str
    """A record's body as JSON text."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The cursor."""

    def begin(self) -> None: ...

    def part(self, path: Path) -> Part:
        """A value within a record; null comes before everything else."""

    def like(self, pattern: str) -> Part:
        """Compares a place with a pattern of places, in which * is anything."""

    def same(self, path: Path, value: Any) -> Part:
        """Whether the value there is this one."""

    def holds(self, path: Path, value: Any) -> Part:
        """Whether the list there holds this value."""

    def seeks(self, paths: tuple[Path, ...]) -> None:
        """Records are about to be sorted by these, or chosen by their values."""

    def close(self) -> None: ...


class Sqlite:
    """A file that one process has to itself, or the memory."""

    is_alone = True
    body = "record.body"

    def __init__(self, path: str) -> None:
        """Opens or creates it. Raises StoreError."""
        self._sought: set[tuple[Path, ...]] = set()
        try:
            self._connection = sqlite3.connect(
                path, timeout=0, isolation_level=None, check_same_thread=False
            )
            self.run = self._connection.execute
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"cannot use the database {path}: {error}") from error

    def _prepare(self) -> None:
        run = self.run
        known = run("PRAGMA application_id").fetchone()[0], run("PRAGMA user_version").fetchone()[0]
        is_new = not run("SELECT 1 FROM sqlite_master").fetchone()
        if not is_new and known != (APPLICATION, VERSION):
            raise sqlite3.DatabaseError("it was not made by this version of clausemock")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        self.begin()  # claims the file: a second mock on it fails at its start
        if is_new:
            for statement in TABLES:
                run(statement.format(text="TEXT", json="TEXT"))
            run(f"PRAGMA application_id = {APPLICATION}")
            run(f"PRAGMA user_version = {VERSION}")
        run("COMMIT")

    def begin(self) -> None:
        self.run("BEGIN IMMEDIATE")

    def part(self, path: Path) -> Part:
        return f"json_extract(record.body, {_pointer(path)})", ()

    def like(self, pattern: str) -> Part:
        return "GLOB ?", (pattern,)

    def same(self, path: Path, value: Any) -> Part:
        return f"{self.part(path)[0]} IS ?", (value,)

    def holds(self, path: Path, value: Any) -> Part:
        each = f"json_each(record.body, {_pointer(path)})"
        return f"EXISTS (SELECT 1 FROM {each} AS held WHERE held.value IS ?)", (value,)  # noqa: S608 - names of the document

    def seeks(self, paths: tuple[Path, ...]) -> None:
        """The first time, an index is made: from then on it does not matter how many there are."""
        if paths in self._sought:
            return
        self._sought.add(paths)
        parts = ", ".join(self.part(each)[0].replace("record.body", "body") for each in paths)
        name = "by " + ", ".join(".".join(each) for each in paths).replace('"', "")
        self.run(f'CREATE INDEX IF NOT EXISTS "{name}" ON record (place, {parts}, number)')

    def close(self) -> None:
        self._connection.close()


def _pointer(path: Path) -> str:
    """A text of SQL that holds one of SQLite's JSON paths."""
    pointer = "$" + "".join(f'."{each}"' for each in path)
    return "'" + pointer.replace("'", "''") + "'"


class Postgres:
    """A server that several mocks share. Writes of all of them follow one another."""

    is_alone = False
    body = "record.body::text"

    def __init__(self, url: str) -> None:
        """Connects, and makes the tables if there are none. Raises StoreError."""
        try:
            import psycopg
        except ImportError as error:
            raise StoreError(
                'postgresql:// needs psycopg: pip install "clausekit[postgres]"'
            ) from error
        try:
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
            self._prepare()
        except psycopg.Error as error:
            reason = str(error).strip().partition("\n")[0]
            raise StoreError(f"cannot use the database {_without_secret(url)}: {reason}") from error

    def _prepare(self) -> None:
        self.begin()
        self.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        self.run(f"SET search_path TO {SCHEMA}")
        if self.run(f"SELECT to_regclass('{SCHEMA}.record')").fetchone()[0] is None:
            for statement in TABLES:
                self.run(statement.format(text='TEXT COLLATE "C"', json="JSONB"))
        self.run("COMMIT")

    def run(self, statement: str, values: Sequence[Any] = ()) -> Any:
        text = statement.replace("?", "%s")
        return self._connection.execute(text, tuple(values) or None)

    def begin(self) -> None:
        self.run("BEGIN")
        self.run(f"SELECT pg_advisory_xact_lock({APPLICATION})")

    def part(self, path: Path) -> Part:
        return "COALESCE(record.body #> ?, 'null')", (list(path),)

    def like(self, pattern: str) -> Part:
        return "~ ?", (f"^{'.*'.join(map(re.escape, pattern.split('*')))}$",)

    def same(self, path: Path, value: Any) -> Part:
        return "COALESCE(record.body #> ?, 'null') = ?::jsonb", (list(path), _json(value))

    def holds(self, path: Path, value: Any) -> Part:
        return "record.body #> ? @> ?::jsonb", (list(path), _json([value]))

    def seeks(self, paths: tuple[Path, ...]) -> None:
        """No index: its entries could not be as long as values may be."""

    def close(self) -> None:
        self._connection.close()


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _without_secret(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def opened(place: str) -> Database:
    """The database at postgresql://..., in a file, or in :memory:. Raises StoreError."""
    if place.startswith(("postgresql://", "postgres://")):
        return Postgres(place)
    return Sqlite(place)
