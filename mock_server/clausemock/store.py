"""State without HTTP: SQLite tables of JSON records, in memory or in a file.

Each record is kept whole as JSON; the attributes that queries need are repeated as indexed columns.
One process, one connection. A file keeps every write that was committed, also after kill -9.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal
from zlib import crc32

import msgspec

Record = dict[str, Any]
"""One row: always with `id` and `created_at`. Treat what the store returns as read-only."""


class Layout(msgspec.Struct, frozen=True):
    """What a store holds. Names are those of its author or the document, never input."""

    tables: Mapping[str, tuple[str, ...]]
    """Table: the attributes that become columns; the first one leads the index of its lists."""
    views: Mapping[str, str] = {}
    """View: the SELECT that it is."""
    fixed: frozenset[str] = frozenset()
    """Tables that no operation writes: their records are read once and kept."""

    def definitions(self) -> Iterator[str]:
        """The statements that make it."""
        for table, columns in self.tables.items():
            listed = "".join(f", {column}" for column in columns)
            yield f"CREATE TABLE {table} (id TEXT PRIMARY KEY, created_at TEXT{listed}, body BLOB)"
            for column in columns:
                yield f"CREATE INDEX {table}_{column} ON {table} ({column}, created_at, id)"
        for view, select in self.views.items():
            yield f"CREATE VIEW {view} AS {select}"

    @property
    def version(self) -> int:
        """Another layout has another one, so that no store opens a file it does not know."""
        return crc32("\n".join(self.definitions()).encode()) >> 1


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

    def __init__(self, layout: Layout, path: str = ":memory:") -> None:
        """Opens or creates the database. Raises StoreError."""
        self._layout = layout
        self._kept: dict[str, dict[str, Record]] = {table: {} for table in layout.fixed}
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
        if not is_new and found != (APPLICATION, self._layout.version):
            raise sqlite3.DatabaseError("it was not made by this version of clausemock")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        # Claims the file now: a second mock on it must fail at its start, not at its first write.
        run("BEGIN IMMEDIATE")
        if is_new:
            for statement in self._layout.definitions():
                run(statement)
            run(f"PRAGMA application_id = {APPLICATION}")
            run(f"PRAGMA user_version = {self._layout.version}")
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
        found = (
            self._connection.execute(f"SELECT 1 FROM {table}").fetchone()  # noqa: S608 - see Layout
            for table in self._layout.tables
        )
        return not any(found)

    def clear(self) -> None:
        for table in self._layout.tables:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - see Layout
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
        columns = ("id", "created_at", *self._layout.tables[table])
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
