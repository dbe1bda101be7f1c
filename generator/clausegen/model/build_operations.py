"""Path items -> model.Operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from clausegen.document.grammar import METHODS
from clausegen.model import (
    UNSET,
    Callback,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Security,
    Server,
)
from clausegen.model.build_parts import PartReader
from clausegen.model.reading import Node, Reading, Unreadable
from clausegen.text.positions import escape

_IGNORED_HEADERS = frozenset(("accept", "content-type", "authorization"))
"""OpenAPI ignores parameters of these names: other parts of the document rule them."""
_STATUS = re.compile(r"(?:[1-5](?:[0-9]{2}|XX)|DEFAULT)\Z")
_NESTED_CALLBACKS = 20
_WORD = re.compile(r"[A-Za-z0-9]+")


class OperationReader:
    """Gives every operation an id of its own."""

    def __init__(self, root: Node, reading: Reading, parts: PartReader) -> None:
        self.reading = reading
        self.parts = parts
        self.security = self._security(root, "")
        self.ids: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.callbacks: dict[str, dict[str, tuple[Operation, ...]]] = {}
        self.nesting = 0
        self.lost = 0
        """Parts without which the operation at hand would be another one."""
        self.written = _written_ids(root)

    def path(self, path: str, value: Any, at: str) -> tuple[Operation, ...]:
        try:
            item, at = self.parts.resolve(value, at)
        except Unreadable:
            return ()
        before, self.lost = self.lost, 0
        around = self._parameters(item, at), servers(self.reading, item, at)
        lost, self.lost = self.lost, before
        if lost:
            self.reading.mended[at] = UNSET
            return ()
        written = [
            (method, item[method], f"{at}/{method}")
            for method in item
            if method in METHODS and item[method] is not None
        ]
        written += self.reading.entries(item, "additionalOperations", at)
        return tuple(self._readable(path, around, written))

    def _readable(
        self, path: str, around: Any, written: list[tuple[str, Any, str]]
    ) -> Iterator[Operation]:
        """An operation is read whole: a request without one of its parameters is another one."""
        before = self.lost
        for method, value, at in written:
            self.lost = 0
            with self._counting():
                operation = self._operation(method, path, around, value, at)
            if self.lost:
                self.reading.mended[at] = UNSET
            else:
                yield operation
        self.lost = before

    @contextmanager
    def _counting(self) -> Iterator[None]:
        """The rest of an operation that is lost already is read for what else is wrong in it."""
        try:
            yield
        except Unreadable:
            self.lost += 1

    def _operation(self, method: Any, path: str, around: Any, value: Any, at: str) -> Operation:
        read, node = self.reading, self.reading.whole(value, at)
        shared, path_servers = around
        parameters = _ordered({**shared, **self._parameters(node, at)}, path)
        responses = self._responses(node, at)
        name, own = self._id(read.text(node, "operationId", at), method, path)
        security = self._security(node, at)
        return Operation(
            id=name,
            method=method,
            path=path,
            pointer=at,
            has_own_id=own,
            summary=read.text(node, "summary", at),
            description=read.text(node, "description", at),
            tags=read.texts(node, "tags", at),
            deprecated=read.flag(node, "deprecated", at),
            parameters=parameters,
            body=self._body(node, at),
            responses=responses,
            security=self.security if security is None else security,
            servers=servers(read, node, at) or path_servers,
            callbacks=tuple(
                each
                for found in self.parts.readable(node, "callbacks", at, self._callback)
                for each in found
            ),
            words=self.parts.words(node, at),
        )

    def _id(self, written: str, method: str, path: str) -> tuple[str, bool]:
        """The operationId, if it is the first of its kind; else one made of method and path."""
        if written and written not in self.ids:
            self.ids.add(written)
            return written, True
        words = _WORD.findall(path)
        made = name = method.lower() + "".join(word[0].upper() + word[1:] for word in words)
        while name in self.ids or name in self.written:
            self.numbers[made] = self.numbers.get(made, 1) + 1
            name = f"{made}{self.numbers[made]}"
        self.ids.add(name)
        return name, False

    def _parameters(self, node: Node, at: str) -> dict[tuple[str, str], Parameter]:
        found: dict[tuple[str, str], Parameter] = {}
        self._must_be(list, node, "parameters")
        for value, below in self.reading.items(node, "parameters", at):
            parameter = None
            with self._counting():
                parameter = self.parts.parameter(value, below)
            if parameter is not None and not _is_ignored(parameter):
                found[parameter.name, parameter.location] = parameter
        return found

    def _responses(self, node: Node, at: str) -> tuple[Response, ...]:
        found = []
        self._must_be(dict, node, "responses")
        for name, value, below in self.reading.fields(node, "responses", at):
            status = name.upper()
            if not _STATUS.match(status):
                self.reading.fail(f"{name!r} is no status code, 4XX or default", below)
                self.lost += 1
                continue
            status = "default" if status == "DEFAULT" else status
            with self._counting():
                found.append(self.parts.response(status, value, below))
        return tuple(found)

    def _body(self, node: Node, at: str) -> RequestBody | None:
        if node.get("requestBody") is None:
            return None
        with self._counting():
            return self.parts.body(node["requestBody"], f"{at}/requestBody")
        return None

    def _must_be(self, kind: type, node: Node, key: str) -> None:
        """Reading tells what else it is."""
        if not isinstance(node.get(key), (kind, type(None))):
            self.lost += 1

    def _callback(self, name: str, value: Any, at: str) -> tuple[Callback, ...]:
        node, pointer = self.parts.resolve(value, at)
        if pointer not in self.callbacks:
            self._read_callback(node, pointer)
        return tuple(
            Callback(name=name, expression=expression, operations=operations)
            for expression, operations in self.callbacks[pointer].items()
        )

    def _read_callback(self, node: Node, at: str) -> None:
        """Each once: callbacks may call back in turn, even by themselves."""
        self.callbacks[at] = {}
        if self.nesting >= _NESTED_CALLBACKS:
            self.reading.fail(f"callbacks are nested more than {_NESTED_CALLBACKS} deep", at)
            return
        self.nesting += 1
        self.callbacks[at] = {
            expression: self.path(expression, item, f"{at}/{escape(expression)}")
            for expression, item in node.items()
            if not expression.startswith("x-")
        }
        self.nesting -= 1

    def _security(self, node: Node, at: str) -> Security | None:
        if node.get("security") is None:
            return None
        found = []
        for value, below in self.reading.items(node, "security", at):
            needed = self.reading.node(value, below)
            found.append(tuple((name, self.reading.texts(needed, name, below)) for name in needed))
        return tuple(found)


def servers(reading: Reading, node: Node, at: str) -> tuple[Server, ...]:
    found = []
    for value, below in reading.items(node, "servers", at):
        server = reading.node(value, below)
        variables = tuple(
            (name, reading.text(reading.node(each, where), "default", where))
            for name, each, where in reading.entries(server, "variables", below)
        )
        url = reading.text(server, "url", below)
        description = reading.text(server, "description", below)
        name = reading.text(server, "name", below)
        found.append(Server(url=url, name=name, description=description, variables=variables))
    return tuple(found)


def _is_ignored(parameter: Parameter) -> bool:
    return parameter.location == "header" and parameter.name.lower() in _IGNORED_HEADERS


def _written_ids(root: Node) -> set[str]:
    """A made-up id never takes one that the document gives."""
    return {
        operation["operationId"]
        for section in ("paths", "webhooks")
        if isinstance(root.get(section), dict)
        for item in root[section].values()
        for operation in (*_values(item), *_values(_values_of(item, "additionalOperations")))
        if isinstance(operation, dict) and isinstance(operation.get("operationId"), str)
    }


def _values(node: Any) -> Iterable[Any]:
    return node.values() if isinstance(node, dict) else ()


def _values_of(node: Any, key: str) -> Any:
    return node.get(key) if isinstance(node, dict) else None


def _ordered(found: dict[tuple[str, str], Parameter], path: str) -> tuple[Parameter, ...]:
    """Path parameters first, as the path names them."""

    def rank(parameter: Parameter) -> int:
        if parameter.location != "path":
            return len(path)
        position = path.find(f"{{{parameter.name}}}")
        return len(path) - 1 if position < 0 else position

    return tuple(sorted(found.values(), key=rank))
