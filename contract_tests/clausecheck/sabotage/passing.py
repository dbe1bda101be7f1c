"""An exchange on its way through the proxy, and what the proxy remembers of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Schema, relations

NOTHING: Any = object()


class Passing(msgspec.Struct, kw_only=True):
    """One request with its answer. Sabotage changes it in place."""

    api: Api
    operation: Operation | None
    path: dict[str, str]
    query: list[tuple[str, str]]
    sent: bytes
    carries: dict[str, str] = {}
    """Headers of the request; names are in lower case."""
    status: int = 0
    headers: dict[str, str] = {}
    content: bytes = b""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 - success

    @property
    def payload(self) -> Any:
        """The JSON value that was sent; NOTHING without one."""
        return _decoded(self.sent)

    @property
    def body(self) -> Any:
        """The JSON value of the answer; NOTHING without one."""
        return _decoded(self.content)

    def answer(self, body: Any) -> None:
        """Another JSON value as answer."""
        self.content = msgspec.json.encode(body)

    def is_of(self, operation: Operation) -> bool:
        return self.operation is not None and self.operation.id == operation.id

    def key(self) -> str | None:
        """The last value of the path: the id of what it names."""
        names = (
            [each.name for each in self.operation.parameters_in("path")] if self.operation else []
        )
        return self.path.get(names[-1]) if names else None


class Memory:
    """What went through since the sabotage began."""

    def __init__(self) -> None:
        self.successes: dict[str, tuple[int, dict[str, str], bytes]] = {}
        """Operation -> its last good answer."""
        self._records: dict[tuple[str | None, str], Any] = {}
        self.marked: dict[str, Any] = {}
        """Key -> what a sabotage remembers of a record."""

    def see(self, passing: Passing) -> None:
        """Takes in a true exchange."""
        if passing.operation is None or not passing.ok:
            return
        said = (passing.status, dict(passing.headers), passing.content)
        self.successes[passing.operation.id] = said
        body = passing.body
        if isinstance(body, dict):
            self.note(passing, body)

    def note(self, passing: Passing, record: Any) -> None:
        """A record as it was shown, under every key that it may have."""
        kind = _kind(passing)
        here = passing.key() if passing.operation and passing.operation.method != "post" else None
        for key in {*keys_of(record), *([here] if here else ())}:
            self._records[kind, key] = record

    def record(self, passing: Passing) -> Any:
        """The record that the path of an exchange names, as it was last shown; None if never."""
        return self._records.get((_kind(passing), passing.key() or ""))


class Sabotage(msgspec.Struct, frozen=True, kw_only=True):
    """One way to break a clause."""

    told: str
    """What the server seems to do, in words."""
    before: Callable[[Passing, Memory], None] | None = None
    after: Callable[[Passing, Memory], None] | None = None


def _kind(passing: Passing) -> str | None:
    return relations.resource_of(passing.api, passing.operation) if passing.operation else None


def keys_of(record: Any) -> Iterator[str]:
    """The texts by which a path can name a record."""
    if isinstance(record, dict):
        for name, value in record.items():
            is_key = name == "id" or name.endswith(("_id", "Id", "name", "slug", "key"))
            if is_key and isinstance(value, str | int) and not isinstance(value, bool):
                yield str(value)


def shown(passing: Passing, resource: str) -> list[dict[str, Any]]:
    """The records of a named schema in an answer, wherever they stand in it.

    They are parts of one decoded body: change them, then call `rewrite` with the same change.
    """
    schema = _schema(passing)
    return list(_holding(passing.api, schema, passing.body, resource)) if schema else []


def rewrite(passing: Passing, resource: str, change: Callable[[dict[str, Any]], None]) -> bool:
    """Changes every record of a named schema in an answer; whether there were any."""
    schema, body = _schema(passing), passing.body
    if schema is None or body is NOTHING:
        return False
    found = list(_holding(passing.api, schema, body, resource))
    for each in found:
        change(each)
    if found:
        passing.answer(body)
    return bool(found)


def replay(passing: Passing, memory: Memory) -> None:
    """The last good answer of the same operation instead of this one."""
    if passing.operation is None or passing.operation.id not in memory.successes:
        return
    passing.status, headers, passing.content = memory.successes[passing.operation.id]
    passing.headers = dict(headers)


def altered(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return _altered_text(value)
    if isinstance(value, list):
        return [*value, value[-1]] if value else value
    return {} if isinstance(value, dict) else "sabotage"


def _altered_text(text: str) -> str:
    """One letter or digit is another one: a UUID stays a UUID, a date a date."""
    for index in range(len(text) - 1, -1, -1):
        char = text[index]
        if char.isdigit():
            return f"{text[:index]}{(int(char) + 1) % 10}{text[index + 1 :]}"
        if char in "abcdefghijklmnopqrstuvwxyz":
            return f"{text[:index]}{'b' if char == 'a' else 'a'}{text[index + 1 :]}"
    return f"{text}x"


def _schema(passing: Passing) -> Schema | None:
    response = passing.operation.response(passing.status) if passing.operation else None
    content = relations.json_content(response.contents) if response is not None else None
    return content.schema if content is not None else None


def _holding(
    api: Api, schema: Schema, value: Any, resource: str, depth: int = 0
) -> Iterator[dict[str, Any]]:
    if depth > 12:  # noqa: PLR2004 - deeper than any answer that people read
        return
    if isinstance(value, dict):
        if relations.named(api, schema) == resource:
            yield value
        for each in api.attributes(schema):
            if each.name in value:
                yield from _holding(api, each.schema, value[each.name], resource, depth + 1)
    for part in api.parts(schema):
        if isinstance(value, list) and part.items is not None:
            for item in value:
                yield from _holding(api, part.items, item, resource, depth + 1)
        for branch in (*part.any_of, *part.one_of):
            yield from _holding(api, branch, value, resource, depth + 1)


def _decoded(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content) if content else NOTHING
    except (msgspec.DecodeError, UnicodeDecodeError):
        return NOTHING
