"""What each operation does to which collection, read from paths and schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from clausegen.model import Api, Operation, Response, Schema
from clausegen.model import relations as related

from clausemock.behaviours import making
from clausemock.derived.shape import Shape, answer_shape, success

Role = Literal["create", "list", "read", "replace", "update", "delete", "sample"]
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ITEM_ROLES: dict[str, Role] = {
    "get": "read",
    "put": "replace",
    "patch": "update",
    "delete": "delete",
}


class Collection(msgspec.Struct, frozen=True, kw_only=True):
    """Records of one kind, below one path."""

    path: str
    """Template without a slash at the end, such as /towns/{town_id}/shops."""
    parameter: str | None = None
    """The path parameter that names one of them; None for something that is there once."""
    schema: Schema | None = None
    """What one of them looks like, as far as answers show it."""
    key: str | None = None
    """The attribute that holds the parameter's value; None when no attribute does."""
    is_grown: bool = False
    """Clients can add to it."""
    resource: str | None = None
    """The name of the schema."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What an operation does."""

    operation: Operation
    role: Role
    answer: Shape
    collection: Collection | None = None
    through: str | None = None
    """The path below which the records were made, where that is not the collection's own."""
    resource: str | None = None
    """The name of the schema of its records."""
    status: int = 200
    """Of an ordinary answer."""
    response: Response | None = None
    """What the document says of that."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    tasks: tuple[Task, ...]
    collections: tuple[Collection, ...]

    @property
    def derived(self) -> int:
        """How many operations have a state behind them."""
        return sum(each.role != "sample" for each in self.tasks)


def plan(api: Api) -> Plan:
    """Reads the plan of a document."""
    return _Reader(api).plan()


class _Reader:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.shapes = {each.id: answer_shape(api, each) for each in api.operations}
        self.at: dict[str, dict[str, Operation]] = {}
        for each in api.operations:
            self.at.setdefault(trimmed(each.path), {}).setdefault(each.method, each)
        self.making = making(api)
        self.collections = {each.path: each for each in self._collections()}

    def plan(self) -> Plan:
        tasks = tuple(self._told(self._task(each)) for each in self.api.operations)
        used = {each.collection.path: each.collection for each in tasks if each.collection}
        return Plan(tasks=tasks, collections=tuple(used.values()))

    def _told(self, task: Task) -> Task:
        """With what the document says of its answer."""
        status, response = success(task.operation)
        home = task.collection.resource if task.collection is not None else None
        resource = self._named(task.answer.record) if task.answer.record is not None else home
        return msgspec.structs.replace(task, status=status, response=response, resource=resource)

    def _collections(self) -> Iterator[Collection]:
        for path, operations in self.at.items():
            parent, _, last = path.rpartition("/")
            named = PLACEHOLDER.fullmatch(last)
            if named is None or not (operations.keys() & ITEM_ROLES.keys()):
                continue
            schema = self._record(operations, self.at.get(parent, {}))
            yield Collection(
                path=parent,
                parameter=named[1],
                schema=schema,
                key=self._key(schema, named[1], parent),
                is_grown="post" in self.at.get(parent, {}) or "put" in operations,
                resource=self._named(schema),
            )

    def _record(self, item: dict[str, Operation], above: dict[str, Operation]) -> Schema | None:
        """What says most of a record: what reads one, makes one, changes one, lists them."""
        ways = (item.get("get"), above.get("post"), item.get("put"), item.get("patch"))
        for each in (*ways, above.get("get")):
            shape = self.shapes[each.id] if each is not None else None
            record = shape.record if shape is not None else None
            if record is not None and self.api.attributes(record):
                return record
        return None

    def _key(self, schema: Schema | None, parameter: str, parent: str) -> str | None:
        """PetId names `id` or `petId`; a slug or a name names itself."""
        linked = self._linked(parameter, parent)
        names = [each.name for each in self.api.attributes(schema)] if schema else []
        if linked in names:
            return linked
        plain = {_plain(name): name for name in reversed(names)}
        stem = _plain(parent.rpartition("/")[2])
        wanted = _plain(parameter)
        tried = [wanted, *(wanted.removeprefix(each) for each in (stem, stem.removesuffix("s")))]
        if wanted.endswith("id"):
            tried.append("id")
        tried += ["id", "uuid", f"{stem.removesuffix('s')}id", "slug", "name", "key"]
        return next((plain[each] for each in tried if each in plain), None)

    def _linked(self, parameter: str, parent: str) -> str | None:
        creator = self.at.get(parent, {}).get("post")
        for response in creator.responses if creator else ():
            for link in response.links:
                for name, expression in link.parameters:
                    if name.removeprefix("path.") == parameter and "#/" in expression:
                        return expression.rpartition("/")[2]
        return None

    def _task(self, operation: Operation) -> Task:
        path, shape = trimmed(operation.path), self.shapes[operation.id]
        if operation.method == "post" and not all(each.makes(operation) for each in self.making):
            return self._without(operation, path, shape)
        parent, _, last = path.rpartition("/")
        known = self.collections.get(parent) if PLACEHOLDER.fullmatch(last) else None
        if known is not None:
            return Task(
                operation=operation,
                role=self._item_role(operation, known),
                answer=shape,
                collection=known,
            )
        here = self.collections.get(path)
        if here is not None and operation.method in {"get", "post"}:
            role: Role = "create" if operation.method == "post" else "list"
            is_fit = role == "create" or shape.is_list
            return Task(
                operation=operation,
                role=role if is_fit else "sample",
                answer=shape,
                collection=here if is_fit else None,
            )
        return self._elsewhere(operation, path, shape)

    def _without(self, operation: Operation, path: str, shape: Shape) -> Task:
        """A POST that makes nothing may still change the item that its path names."""
        parent, _, last = path.rpartition("/")
        known = self.collections.get(parent) if PLACEHOLDER.fullmatch(last) else None
        role = self._item_role(operation, known) if known is not None else "sample"
        return Task(operation=operation, role=role, answer=shape, collection=known)

    def _item_role(self, operation: Operation, known: Collection) -> Role:
        if operation.method == "post":  # some APIs change with POST
            same = self._named(self.shapes[operation.id].record) == self._named(known.schema)
            return "update" if same and known.schema is not None else "sample"
        return ITEM_ROLES.get(operation.method, "sample")

    def _elsewhere(self, operation: Operation, path: str, shape: Shape) -> Task:
        """Records listed or made below another path, and things that are there once."""
        home = self._home(shape, path)
        if home is not None and operation.method == "get" and shape.is_list:
            through = path if PLACEHOLDER.search(path) else None
            return Task(
                operation=operation, role="list", answer=shape, collection=home, through=through
            )
        if home is not None and operation.method == "post" and _same_end(path, home.path):
            return Task(
                operation=operation, role="create", answer=shape, collection=home, through=path
            )
        role = self._single_role(operation, path)
        record = shape.record
        single = Collection(path=path, schema=record, resource=self._named(record))
        if role == "sample":
            return Task(operation=operation, role=role, answer=shape)
        return Task(operation=operation, role=role, answer=shape, collection=single)

    def _single_role(self, operation: Operation, path: str) -> Role:
        """PUT /shops/{id}/hours beside GET of the same path: one thing, always there."""
        methods = self.at[path].keys()
        reads = self.at[path].get("get")
        is_state = reads is not None and bool(methods & {"put", "patch"})
        if not is_state or reads is None or self.shapes[reads.id].is_list:
            return "sample"
        return ITEM_ROLES.get(operation.method, "sample")

    def _home(self, shape: Shape, path: str) -> Collection | None:
        """The collection whose records a body shows, by the name of their schema."""
        name = self._named(shape.record)
        if name is None:
            return None
        same = [each for each in self.collections.values() if self._named(each.schema) == name]
        return min(same, key=lambda each: (not _same_end(path, each.path), each.path), default=None)

    def _named(self, schema: Schema | None) -> str | None:
        return related.named(self.api, schema) if schema is not None else None


def trimmed(path: str) -> str:
    """Without the slash at the end."""
    return path.rstrip("/")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _same_end(path: str, other: str) -> bool:
    return path.rpartition("/")[2] == other.rpartition("/")[2]
