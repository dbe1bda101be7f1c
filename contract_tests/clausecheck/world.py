"""Prepares what a check needs, through the API itself, and removes it in the end.

There are no resource names here: which operation makes what is read from the document's links,
paths and words. What cannot be prepared raises NotChecked with the reason.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from clausecheck.actors import Actor
from clausecheck.api import Client
from clausecheck.bodies import Bodies
from clausecheck.exchange import Exchange
from clausecheck.failures import NotChecked
from clausecheck.relations import Relations
from clausecheck.run import Contract, Settings
from clausegen.clauses import Clause
from clausegen.model import UNSET, Operation, Schema

_ANYTHING = Schema(pointer="")


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that this run created."""

    operation: str
    """operationId that made it."""
    path: Mapping[str, str]
    """Path values that lead to it: those of the creating request and those it gave (room_id)."""
    body: Any
    """What was sent."""
    exchange: Exchange

    @property
    def json(self) -> Any:
        """The resource as the creating request answered it."""
        return self.exchange.json


class World:
    """Everything a check may use. One for each process and session."""

    def __init__(self, contract: Contract, api: Client, settings: Settings) -> None:
        self.contract = contract
        self.document = contract.document
        self.api = api
        self.target = api.target
        self.settings = settings
        self.relations = Relations(self.document)
        self.bodies = Bodies(self)
        self._shared: dict[str, Prepared | NotChecked] = {}
        self._made: list[tuple[Operation, Mapping[str, str]]] = []
        self._counter = itertools.count(1)
        api.observers.append(self._observe)

    # What is known

    def clause(self, clause_id: str) -> Clause:
        """Raises KeyError if the document has no such clause."""
        return self.contract.by_id[clause_id]

    def text(self, stem: str = "") -> str:
        """A new text that starts with the run's prefix: for names of things this run makes."""
        return " ".join(filter(None, (self.settings.prefix, stem, str(next(self._counter)))))

    def hostname(self) -> str:
        """A new host name that starts with the run's prefix."""
        return f"{self.settings.prefix}-{next(self._counter)}.example.com"

    def unknown(self, operation_id: str, parameter: str) -> str:
        """A value of a path parameter that names nothing: a new UUID, or a new name."""
        for each in self.document.operation(operation_id).parameters_in("path"):
            if each.name == parameter and _looks_like_uuid(each.examples, each.schema):
                return str(uuid.uuid4())
        return self.text("unknown")

    # Requests

    def call(
        self,
        operation_id: str,
        *,
        actor: str | Actor = "admin",
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = UNSET,
    ) -> Exchange:
        """`Client.call`; what it creates is removed at the end of the session, whoever made it."""
        return self.api.call(operation_id, actor=actor, path=path, query=query, body=body)

    def request_for(
        self, operation_id: str, *, fresh: bool = False, actor: str | None = None
    ) -> tuple[dict[str, str], Any]:
        """(path values, body) of a valid request; the body is UNSET for operations without one.

        `fresh` makes the resource that the path names anew, for requests that use it up.
        With `actor`, the resources are that actor's own, not the administrator's.
        """
        path = self.path_for(operation_id, fresh=fresh, actor=actor)
        return path, self.body_for(operation_id, actor=actor)

    def valid(self, operation_id: str, *, fresh: bool = False, **given: Any) -> Exchange:
        """Sends a valid request as the administrator; `given` replaces arguments of `call`."""
        path, body = self.request_for(operation_id, fresh=fresh)
        return self.call(operation_id, **{"path": path, "body": body, **given})

    def body_for(
        self,
        operation_id: str,
        overrides: Mapping[str, Any] | None = None,
        *,
        full: bool = False,
        actor: str | None = None,
    ) -> Any:
        """A valid payload: the required attributes, or with `full` every one that can be filled.

        Names carry the run's prefix, unique attributes get new values, references get resources.
        """
        return self.bodies.body(operation_id, overrides or {}, full=full, actor=actor)

    # Paths

    def path_for(
        self, operation_id: str, *, fresh: bool = False, actor: str | None = None
    ) -> dict[str, str]:
        """Values of an operation's path parameters that lead to an existing resource."""
        operation = self.document.operation(operation_id)
        if actor is not None:
            return self._own_path(operation, self.api.actor(actor))
        values: dict[str, str] = {}
        for each in reversed(operation.parameters_in("path")):
            if each.name not in values:
                values |= self._values(operation, each.name, values, fresh=fresh)
                fresh = False  # only the deepest resource is used up
        return values

    def alternatives(self, operation_id: str) -> list[dict[str, str]]:
        """Path values that lead to other existing resources, as far as the target gives ids.

        An id called deleted_room_id is a value of the parameter room_id.
        """
        operation = self.document.operation(operation_id)
        names = [each.name for each in operation.parameters_in("path")]
        found = []
        for key, value in self.target.ids.items():
            name = next((each for each in names if key.endswith(f"_{each}")), None)
            if name is None:
                continue
            stem = key.removesuffix(f"_{name}")
            below = names[names.index(name) + 1 :]
            ids = {each: self.target.ids.get(f"{stem}_{each}") for each in below}
            if all(ids.values()):
                found.append({**self._admin().own, name: value, **ids})
        return [{name: each[name] for name in names} for each in found if set(names) <= set(each)]

    def _own_path(self, operation: Operation, actor: Actor) -> dict[str, str]:
        values = {}
        for each in operation.parameters_in("path"):
            value = actor.value(each.name)
            if value is None:
                raise NotChecked(
                    f"the target has no {each.name} of {actor.name}: "
                    f"give [actors.{actor.name}.ids] {each.name}"
                )
            values[each.name] = value
        return values

    def _values(
        self, operation: Operation, parameter: str, below: Mapping[str, str], *, fresh: bool
    ) -> dict[str, str]:
        """A value of one parameter, and those above it that belong to it."""
        own = self._admin().own.get(parameter)
        if own is not None:
            return {parameter: own}
        for stem in self._stems(operation, below):
            if (known := self.target.ids.get(f"{stem}_{parameter}")) is not None:
                return {parameter: known}
        provider = self.relations.provider(operation, parameter)
        if provider is not None and provider.creates:
            made = provider.operation.id
            prepared = self.create(made) if fresh else self.shared(made)
            if parameter in prepared.path:
                return dict(prepared.path)
            raise NotChecked(f"{made} answered without the {parameter}: {prepared.exchange.answer}")
        if (known := self.target.ids.get(parameter)) is not None:
            return {parameter: known}
        raise NotChecked(f"the target has no {parameter}, and nothing makes one: give ids.{parameter}")

    def _stems(self, operation: Operation, below: Mapping[str, str]) -> list[str]:
        """What starts the names of ids that belong together: queue of queue_id, queue_room_id."""
        given = [name for name in below if self.target.ids.get(name) == below[name]]
        listed = [each.parameter for each in self.relations.provided_by(operation) if not each.creates]
        return [name.removesuffix("_id") for name in (*given, *listed)]

    def _admin(self) -> Actor:
        return self.api.actor("admin")

    # Resources

    def shared(self, operation_id: str) -> Prepared:
        """One resource of a creating operation, the same each time: for checks that only read it.

        Others may have changed its attributes meanwhile; it exists.
        """
        known = self._shared.get(operation_id)
        if known is None:
            try:
                known = self.create(operation_id)
            except NotChecked as reason:
                known = reason
            self._shared[operation_id] = known
        if isinstance(known, NotChecked):
            raise NotChecked(known.reason)
        return known

    def create(
        self,
        operation_id: str,
        overrides: Mapping[str, Any] | None = None,
        *,
        path: Mapping[str, str] | None = None,
        full: bool = False,
    ) -> Prepared:
        """Makes a new resource with a valid body. Raises NotChecked if that does not succeed."""
        where = dict(path) if path is not None else self.path_for(operation_id)
        body = self.body_for(operation_id, overrides, full=full)
        exchange = self.call(operation_id, path=where, body=body)
        if not exchange.ok:
            raise NotChecked(f"{operation_id} was needed and answered {exchange.answer}")
        return Prepared(
            operation=operation_id,
            path={**where, **self._given(exchange)},
            body=body,
            exchange=exchange,
        )

    def referable(self, operation_id: str, parameter: str, having: tuple[str, ...]) -> str:
        """The id of a resource that `operation_id` reads, with a value for each of `having`."""
        operation = self.document.operation(operation_id)
        provider = self.relations.provider(operation, parameter)
        if provider is None or not provider.creates:
            return self._values(operation, parameter, {}, fresh=False)[parameter]
        made = provider.operation
        key = f"{made.id} having {', '.join(having)}" if having else made.id
        if key not in self._shared:
            attributes = self.document.attributes(self.relations.body_schema(made) or _ANYTHING)
            chosen = {each.name: each for each in attributes if each.name in having}
            given = {name: self.bodies.values(made, each)[0] for name, each in chosen.items()}
            self._shared[key] = self.create(made.id, given)
        prepared = self._shared[key]
        if isinstance(prepared, NotChecked) or parameter not in prepared.path:
            raise NotChecked(f"{made.id} gave no {parameter}")
        return prepared.path[parameter]

    def forget(self, operation_id: str) -> None:
        """The next `shared` makes a new one."""
        self._shared.pop(operation_id, None)

    # Clean-up

    def adopt(self, exchange: Exchange) -> None:
        """Removes at the end what a request created. `call` does it by itself."""
        operation = self.document.operation(exchange.operation)
        if operation.method != "post" or not exchange.ok:
            return
        deleting = self.relations.item(operation, "delete")
        path = {**exchange.path, **self._given(exchange)}
        if deleting is not None and _leads_to(path, deleting):
            self._made.append((deleting, path))

    def clean_up(self) -> list[str]:
        """Removes what the run made, newest first. Returns what could not be removed."""
        left = []
        while self._made:
            operation, path = self._made.pop()
            exchange = self.api.call(operation.id, path=path)
            if not exchange.ok and exchange.status not in {400, 403, 404, 409, 410}:
                left.append(f"{operation.label} {dict(path)}: {exchange.answer}")
        return left

    def _given(self, exchange: Exchange) -> dict[str, str]:
        operation = self.document.operation(exchange.operation)
        found = {
            each.parameter: each.value(exchange) for each in self.relations.provided_by(operation)
        }
        return {name: value for name, value in found.items() if value is not None}

    def _observe(self, exchange: Exchange) -> None:
        if exchange.method == "POST":
            self.adopt(exchange)
        elif exchange.method == "DELETE" and exchange.ok:
            gone = dict(exchange.path)
            self._made = [each for each in self._made if dict(each[1]) != gone]
            for name, known in list(self._shared.items()):
                if isinstance(known, Prepared) and gone.items() <= dict(known.path).items():
                    self.forget(name)


def _leads_to(path: Mapping[str, str], operation: Operation) -> bool:
    return all(each.name in path for each in operation.parameters_in("path"))


def _looks_like_uuid(examples: Any, schema: Any) -> bool:
    values = [each.value for each in examples] + list(schema.examples if schema else ())
    if schema is not None and schema.format == "uuid":
        return True
    for value in values:
        try:
            uuid.UUID(value)
        except (ValueError, TypeError, AttributeError):
            continue
        return True
    return False
