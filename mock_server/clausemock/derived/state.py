"""Records of any document: a record lies at a place under a key.

The place is the concrete path of its collection, the key what follows there. A write that was
answered is kept, also after kill -9, unless all is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from clausemock.behaviours.filter import keeps
from clausemock.derived.databases import Database, Path, opened

Record = dict[str, Any]
COUNTED = (
    "INSERT INTO visited VALUES (?, 1, 1) ON CONFLICT (place)"
    " DO UPDATE SET held = visited.held + 1, last = visited.last + 1"
)
"""One more record at a place."""


class Fit(msgspec.Struct, frozen=True):
    """What a filter asks of a record."""

    path: Path
    operator: str
    value: Any
    ignores_case: bool

    def takes(self, record: Record) -> bool:
        found: Any = record
        for name in self.path:
            found = found.get(name) if isinstance(found, dict) else None
        return keeps(self.operator, found, self.value, ignores_case=self.ignores_case)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which records of a place, in which order. Without `by`, as they were made."""

    place: str
    like: str | None = None
    """A pattern of places, instead: /towns/*/shops."""
    through: str | None = None
    equal: tuple[tuple[Path, Any], ...] = ()
    holding: tuple[tuple[Path, Any], ...] = ()
    """Values that lists must hold."""
    fits: tuple[Fit, ...] = ()
    by: tuple[Path, ...] = ()
    descending: bool = False

    @property
    def is_whole(self) -> bool:
        """Everything at the place."""
        return not (self.like or self.through or self.equal or self.holding or self.fits)


class State:
    """Everything the mock remembers."""

    def __init__(self, database: str = ":memory:") -> None:
        """A file, or postgresql://... Raises StoreError."""
        self._database: Database = opened(database)
        self._run = self._database.run
        self._depth = 0
        self._visited: set[str] = set()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Leaving the outermost normally means that the writes are on the disk."""
        if self._depth == 0:
            self._database.begin()
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._visited.clear()
                self._run("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._run("COMMIT")

    def close(self) -> None:
        self._database.close()

    def clear(self) -> None:
        """Forgets everything."""
        with self.transaction():
            for table in ("record", "member", "visited"):
                self._run(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._visited.clear()

    def is_visited(self, place: str) -> bool:
        """Whether somebody was here before."""
        if place in self._visited:
            return True
        found = self._run("SELECT 1 FROM visited WHERE place = ?", (place,)).fetchone() is not None
        if found and self._database.is_alone:
            self._visited.add(place)
        return found

    def visit(self, place: str) -> bool:
        """Whether this is the first visit: then the place may be given its first records."""
        added = self._run(
            "INSERT INTO visited VALUES (?, 0, 0) ON CONFLICT (place) DO NOTHING", (place,)
        )
        return bool(added.rowcount > 0)

    def get(self, place: str, key: str) -> Record | None:
        row = self._run(
            f"SELECT {self._database.body} FROM record WHERE place = ? AND key = ?",  # noqa: S608
            (place, key),
        ).fetchone()
        return msgspec.json.decode(row[0]) if row else None

    def put(self, place: str, key: str, record: Record) -> None:
        """Replaces a record at its position, or adds it."""
        body = msgspec.json.encode(record).decode()
        changed = self._run(
            "UPDATE record SET body = ? WHERE place = ? AND key = ?", (body, place, key)
        )
        if changed.rowcount == 0:
            self.add(place, key, record)

    def add(self, place: str, key: str, record: Record, through: str | None = None) -> None:
        """A record under a key that there is not yet; as the last one of its place."""
        body = msgspec.json.encode(record).decode()
        with self.transaction():
            self._run(COUNTED, (place,))
            self._run(
                "INSERT INTO record SELECT place, ?, last, ? FROM visited WHERE place = ?",
                (key, body, place),
            )
            if through is not None:
                self.join(through, place, key)

    def join(self, through: str, place: str, key: str) -> None:
        """Lists a record under another path as well."""
        self._run(
            "INSERT INTO member VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (through, place, key)
        )

    def keys(self, place: str) -> list[str]:
        rows = self._run("SELECT key FROM record WHERE place = ? ORDER BY number", (place,))
        return [key for (key,) in rows]

    @property
    def is_new(self) -> bool:
        """Nobody was here yet."""
        return self._run("SELECT 1 FROM visited").fetchone() is None

    def counts(self) -> dict[str, int]:
        """How many records lie at each place that somebody was at."""
        rows = self._run("SELECT place, held FROM visited WHERE held > 0 ORDER BY place LIMIT 1000")
        return {place: int(held) for place, held in rows}

    def everything(self) -> list[tuple[str, str, Record]]:
        """(place, key, record) of all that lies at a path, as it was made."""
        rows = self._run(
            f"SELECT place, key, {self._database.body} FROM record"  # noqa: S608
            " WHERE place >= '/' AND place < '0' ORDER BY place, number"
        )
        return [(place, key, msgspec.json.decode(body)) for place, key, body in rows]

    def memberships(self) -> list[tuple[str, str, str]]:
        """(other path, place, key) of what is listed elsewhere as well."""
        return list(
            self._run("SELECT through, place, key FROM member ORDER BY through, place, key")
        )

    def remove(self, place: str, key: str) -> None:
        """Takes a record away, with everything below it."""
        below = (f"{place}/{key}/", f"{place}/{key}0")  # "0" follows "/"
        with self.transaction():
            self._run("DELETE FROM record WHERE place = ? AND key = ?", (place, key))
            self._run("DELETE FROM member WHERE place = ? AND key = ?", (place, key))
            self._run("UPDATE visited SET held = held - 1 WHERE place = ?", (place,))
            for column, table in (("place", "record"), ("through", "member"), ("place", "visited")):
                within = f"{column} >= ? AND {column} < ?"
                self._run(f"DELETE FROM {table} WHERE {within}", below)  # noqa: S608
        self._visited.clear()

    def next_number(self, place: str) -> int:
        """One more than there ever were."""
        return self._held(place)[1] + 1

    def _held(self, place: str) -> tuple[int, int]:
        """How many there are, and the number of the last one."""
        row = self._run("SELECT held, last FROM visited WHERE place = ?", (place,)).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def count(self, wanted: Wanted) -> int:
        if wanted.is_whole:
            return self._held(wanted.place)[0]
        if wanted.fits:
            return len(self.select(wanted))
        source, values = self._source(wanted)
        return int(self._run(f"SELECT COUNT(*) {source}", values).fetchone()[0])

    def select(self, wanted: Wanted, *, limit: int | None = None, offset: int = 0) -> list[Record]:
        """The records; null comes before everything else, and equal values as they were made."""
        source, values = self._source(wanted)
        if offset and wanted.is_whole and not wanted.by:
            held, last = self._held(wanted.place)
            if held == last:  # nothing was taken away, so numbers are positions
                source += " AND number <= ?" if wanted.descending else " AND number > ?"
                values.append(last - offset if wanted.descending else offset)
                offset = 0
        order, by = self._order(wanted)
        text = f"SELECT {self._database.body} {source} ORDER BY {order}"
        if wanted.fits:
            found = self._decoded(text, (*values, *by))
            fitting = [each for each in found if all(fit.takes(each) for fit in wanted.fits)]
            return fitting[offset:] if limit is None else fitting[offset : offset + limit]
        if limit is None:
            return self._decoded(text, (*values, *by))[offset:]
        return self._decoded(f"{text} LIMIT ? OFFSET ?", (*values, *by, limit, offset))

    def _decoded(self, text: str, values: Sequence[Any]) -> list[Record]:
        decode = msgspec.json.decode
        return [decode(body) for (body,) in self._run(text, values)]

    def _order(self, wanted: Wanted) -> tuple[str, list[Any]]:
        way = "DESC" if wanted.descending else "ASC"
        if wanted.by:
            self._database.seeks(wanted.by)
        parts = [self._database.part(each) for each in wanted.by]
        texts = [*(text for text, _ in parts), "number"]
        return ", ".join(f"{each} {way}" for each in texts), [v for _, some in parts for v in some]

    def _source(self, wanted: Wanted) -> tuple[str, list[Any]]:
        text, values = "FROM record", list[Any]()
        if wanted.through is not None:
            text += " JOIN member ON member.place = record.place AND member.key = record.key"
            text += " AND member.through = ?"
            values.append(wanted.through)
        like, places = self._database.like(wanted.like) if wanted.like else ("= ?", (wanted.place,))
        text += f" WHERE record.place {like}"
        values += places
        for path, _ in wanted.equal:
            self._database.seeks((path,))
        same = [self._database.same(path, value) for path, value in wanted.equal]
        holds = [self._database.holds(path, value) for path, value in wanted.holding]
        for condition, some in (*same, *holds):
            text += f" AND {condition}"
            values += some
        return text, values
