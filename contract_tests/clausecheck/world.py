"""Prepares what a check needs, through the API itself, and removes it in the end.

There are no resource names here: which operation makes what is read from the document's links,
paths and words. What cannot be prepared raises NotChecked with the reason.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from clausegen.clauses import Clause
from clausegen.model import UNSET, Operation

from clausecheck.actors import Actor
from clausecheck.api import Client
from clausecheck.bodies import Bodies
from clausecheck.exchange import Exchange
from clausecheck.failures import NotChecked
from clausecheck.lists import Item, whole
from clausecheck.relations import Provider, Relations, object_or_none
from clausecheck.run import Contract, Settings
from clausecheck.samples import Samples


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
        self.samples = Samples(self)
        self._works: dict[str, str | None] = {}
        self._listings: dict[str, Exchange] = {}
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

    def call(  # noqa: PLR0913 - a request has this many parts
        self,
        operation_id: str,
        *,
        actor: str | Actor = "admin",
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = UNSET,
        content: bytes | None = None,
    ) -> Exchange:
        """`Client.call`; what it creates is removed at the end of the session, whoever made it."""
        return self.api.call(
            operation_id, actor=actor, path=path, query=query, body=body, content=content
        )

    def request_for(
        self,
        operation_id: str,
        *,
        fresh: bool = False,
        actor: str | None = None,
        overrides: Mapping[str, Any] | None = None,
        full: bool = False,
    ) -> tuple[dict[str, str], Any]:
        """(path values, body) of a valid request; the body is UNSET for operations without one.

        `fresh` makes the resource that the path names anew, for requests that use it up.
        With `actor`, the resources are that actor's own, not the administrator's.
        `overrides` replaces attributes of the body; UNSET leaves one out.
        """
        path = self.path_for(operation_id, fresh=fresh, actor=actor)
        return path, self.body_for(operation_id, overrides, full=full, actor=actor)

    def require(self, operation_id: str) -> None:
        """Raises NotChecked unless an ordinary request of the administrator succeeds.

        Where nothing succeeds, a refusal says nothing: the fault is counted once, as success.
        """
        if operation_id not in self._works:
            used_up = self.document.operation(operation_id).method == "delete"
            exchange = self.valid(operation_id, fresh=used_up)
            self._works[operation_id] = None if exchange.ok else exchange.answer
        answer = self._works[operation_id]
        if answer is not None:
            raise NotChecked(f"an ordinary {operation_id} does not succeed: {answer}")

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
        if provider is not None:
            return self._listed(provider)
        raise NotChecked(
            f"the target has no {parameter}, and nothing makes one: give ids.{parameter}"
        )

    def _listed(self, provider: Provider) -> dict[str, str]:
        """A value that a list of existing resources gives."""
        operation_id, parameter = provider.operation.id, provider.parameter
        if operation_id not in self._listings:
            self._listings[operation_id] = self.valid(operation_id)
        exchange = self._listings[operation_id]
        value = provider.value(exchange.json) if exchange.ok else None
        if value is None:
            raise NotChecked(f"{operation_id} shows no {parameter}: give ids.{parameter}")
        return {**exchange.path, parameter: value}

    def _stems(self, operation: Operation, below: Mapping[str, str]) -> list[str]:
        """What starts the names of ids that belong together: queue of queue_id, queue_room_id."""
        given = [name for name in below if self.target.ids.get(name) == below[name]]
        listed = [
            each.parameter for each in self.relations.provided_by(operation) if not each.creates
        ]
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
            path={**where, **self.given(exchange)},
            body=body,
            exchange=exchange,
        )

    def referable(
        self,
        operation_id: str,
        parameter: str,
        having: tuple[str, ...] = (),
        *,
        fresh: bool = False,
    ) -> str:
        """The id of a resource that `operation_id` reads, with a value for each of `having`."""
        operation = self.document.operation(operation_id)
        provider = self.relations.provider(operation, parameter)
        if provider is None or not provider.creates:
            return self._values(operation, parameter, {}, fresh=False)[parameter]
        made = provider.operation.id
        key = f"{made} having {', '.join(having)}" if having else made
        prepared = self._shared.get(key)
        if fresh or prepared is None:
            given = {name: self.bodies.acceptable(made, name, {})[0] for name in having}
            prepared = self._shared[key] = self.create(made, given)
        if isinstance(prepared, NotChecked) or parameter not in prepared.path:
            raise NotChecked(f"{made} gave no {parameter}")
        return prepared.path[parameter]

    def forget(self, operation_id: str) -> None:
        """The next `shared` makes a new one."""
        self._shared.pop(operation_id, None)

    # What is there

    def current(self, operation_id: str, path: Mapping[str, str]) -> tuple[Item, Exchange]:
        """The resource that an operation writes, as the API shows it now, and where it was seen."""
        operation = self.document.operation(operation_id)
        reading = self.relations.item(operation, "get")
        if reading is not None:
            exchange = self.call(reading.id, path=path)
            found = object_or_none(exchange)
            if not exchange.ok or found is None:
                raise NotChecked(f"{reading.id} was needed and answered {exchange.answer}")
            return found, exchange
        listing = self.relations.collection(operation)
        if listing is None:
            raise NotChecked(f"nothing shows what {operation_id} wrote")
        listed = whole(self, listing.id, path)
        item = self.among(operation_id, listed.items, path)
        if item is None:
            raise NotChecked(f"{listing.id} does not list what {operation_id} wrote")
        return item, listed.page_of(item)

    def among(
        self, operation_id: str, items: Iterable[Item], path: Mapping[str, str]
    ) -> Item | None:
        """The item of a list that path values lead to."""
        operation = self.document.operation(operation_id)
        listing = self.relations.collection(operation)
        creator = self.relations.creator(listing) if listing is not None else None
        providers = self.relations.provided_by(creator) if creator is not None else ()
        for item in items:
            for each in providers:
                if each.parameter in path and each.value(item) == path[each.parameter]:
                    return item
        return None

    def settle(
        self, operation_id: str, path: Mapping[str, str], *, without: str | None = None
    ) -> Item:
        """Gives every attribute of a resource a value, `without` one of them; what it is then."""
        replacing = self.relations.on_path(self.document.operation(operation_id).path, "put")
        if replacing is not None:
            lacking = [{without: UNSET}, {without: None}] if without is not None else []
            bodies = [self.body_for(replacing.id, each, full=True) for each in (*lacking, {})]
            valid = next(each for each in bodies if self.bodies.is_valid(replacing, each))
            self.call(replacing.id, path=path, body=valid)
        return self.current(operation_id, path)[0]

    def vary(self, listing_id: str, attribute: str) -> None:
        """Puts items with and without a flag into a collection, where deletion sets the flag."""
        creator = self.relations.creator(self.document.operation(listing_id))
        deleting = self.relations.item(creator, "delete") if creator is not None else None
        deletion = deleting.words.deletion if deleting is not None else None
        if creator is None or deleting is None or deletion is None or deletion.flag != attribute:
            return
        self.create(creator.id)
        self.call(deleting.id, path=self.create(creator.id).path)

    def fresh_references(self, operation_id: str) -> dict[str, Any]:
        """New resources for the required references of a payload."""
        operation = self.document.operation(operation_id)
        found = {}
        for each in self.bodies.attributes(operation_id):
            words = self.bodies.words_of(operation, each.name)
            refers = words.references if words is not None else None
            if each.required and refers is not None and refers.operation is not None:
                made = self.referable(refers.operation, refers.parameter, refers.having, fresh=True)
                found[each.name] = made
        return found

    # Clean-up

    def adopt(self, exchange: Exchange) -> None:
        """Removes at the end what a request created. `call` does it by itself."""
        operation = self.document.operation(exchange.operation)
        if operation.method != "post" or not exchange.ok:
            return
        deleting = self.relations.item(operation, "delete")
        path = {**exchange.path, **self.given(exchange)}
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

    def given(self, exchange: Exchange) -> dict[str, str]:
        """The path values that an answer gives, such as the id of a new resource."""
        operation = self.document.operation(exchange.operation)
        found = {
            each.parameter: each.value(exchange.json)
            for each in self.relations.provided_by(operation)
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
