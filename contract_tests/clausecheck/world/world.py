"""Prepares what a check needs, through the API itself, and removes it in the end.

There are no resource names here: which operation makes what is read from the document's links,
paths and words. What cannot be prepared raises NotChecked with the reason.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from clausegen.model import UNSET, Operation, Parameter
from clausegen.model.items import names_in
from clausegen.words.clause import Clause

from clausecheck.failures import NotChecked
from clausecheck.http.client import Asked, Client
from clausecheck.http.credentials import Carried
from clausecheck.http.encoding import cookies, one
from clausecheck.http.exchange import Exchange
from clausecheck.world.bodies import Bodies
from clausecheck.world.choices import Choices
from clausecheck.world.cleanup import Cleanup
from clausecheck.world.conditions import Conditions
from clausecheck.world.contract import Contract, Settings
from clausecheck.world.journal import Journal
from clausecheck.world.names import Names
from clausecheck.world.naming import is_gone, named_by, nothing, only_creates, vacant
from clausecheck.world.narrowing import REFUSED, narrowed
from clausecheck.world.newness import Newness
from clausecheck.world.paths import Paths
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import Relations
from clausecheck.world.values import Values

TRIES = 4  # of an operation that never succeeds


class World:
    """Everything a check may use. One for each process and session."""

    def __init__(self, contract: Contract, api: Client, settings: Settings) -> None:
        self.contract = contract
        self.document = contract.document
        self.api = api
        self.call, self.operation = api.call, api.operation
        self.target = api.target
        self.settings = settings
        self.relations = Relations(self.document)
        self.names = Names(settings.prefix, api.ledger)
        self.text, self.hostname, self.uuid = self.names.text, self.names.hostname, self.names.uuid
        self.values = Values(self.document, self.names)
        self.choices = Choices(self)
        self.bodies = Bodies(self, self.choices)
        self.paths = Paths(self)
        self.cleanup = Cleanup(self, Journal(settings.prefix, self.target.base_url))
        self._works: dict[str, str | None] = {}
        self._wants_all: set[str] = set()
        """Operations that refuse a payload of the required attributes alone."""
        self._narrowed: set[str] = set()
        """Operations whose refusal of a whole payload was looked into."""
        self._wants_little: set[str] = set()
        """Operations that require no attribute, and refuse all of them together."""
        self._refusals: defaultdict[str, list[str]] = defaultdict(list)
        self._shared: dict[str, Prepared | NotChecked] = {}
        self.filled: dict[str, tuple[dict[str, str], list[Mapping[str, Any]]]] = {}
        """Collections with several pages, by operationId; see `filling.more_pages`."""
        self.endless: set[str] = set()
        """Operations whose pages were followed to the limit: once is enough."""
        self._parameters: dict[str, Carried] = {}
        api.parameters = self.parameters
        api.conditions = Conditions(self).headers
        api.observers.append(self._forget_gone)
        Newness(self).watch()

    # What is known

    def clause(self, clause_id: str) -> Clause:
        """Raises KeyError if the document has no such clause."""
        return self.contract.by_id[clause_id]

    def unknown(self, operation: Asked, parameter: str) -> str:
        """A value of a path parameter that names nothing: a new UUID, a new number or name."""
        known = self.operation(operation).parameters_in("path")
        found = next((each for each in known if each.name == parameter), None)
        return self.text("unknown") if found is None else nothing(self, found)

    def parameters(self, operation: Operation) -> Carried:
        """Values of what an operation demands in query, headers and cookies."""
        if operation.id not in self._parameters:
            told: dict[str, dict[str, Any]] = {"query": {}, "header": {}, "cookie": {}}
            for each in operation.parameters:
                if each.required and each.location in told:
                    value = self._value_of(operation, each)
                    if each.location == "cookie":
                        told["cookie"] |= cookies(each, value)
                    else:
                        is_text = each.location == "header"
                        told[each.location][each.name] = one(each, value) if is_text else value
            self._parameters[operation.id] = Carried(
                query=told["query"], headers=told["header"], cookies=told["cookie"]
            )
        return self._parameters[operation.id]

    def _value_of(self, operation: Operation, parameter: Parameter) -> Any:
        name, values, ids = parameter.name, self.target.values, self.target.ids
        schema = parameter.schema or (parameter.content.schema if parameter.content else None)
        headers = self.target.headers if parameter.location == "header" else {}
        told = (
            known[key]
            for known in (headers, values, ids)
            for key in (f"{operation}.{name}", name)
            if key in known
        )
        examples = (each.value for each in parameter.examples if each.value is not UNSET)
        made = self.values.of(schema) if schema is not None else iter(())
        return next(itertools.chain(told, examples, made), "clausecheck")

    # Requests

    def request_for(
        self,
        operation: Asked,
        *,
        fresh: bool = False,
        actor: str | None = None,
        overrides: Mapping[str, Any] | None = None,
        full: bool = False,
    ) -> tuple[dict[str, str], Any]:
        """(path values, body) of a valid request; the body is UNSET for operations without one.

        `fresh` makes the resource that the path names anew, for requests that use it up.
        With `actor`, the resources are that actor's own, not the owner's.
        `overrides` replaces attributes of the body; UNSET leaves one out.
        """
        operation = self.operation(operation)
        path = self.path_for(operation, fresh=fresh, actor=actor)
        said = {**named_by(self, operation, path), **(overrides or {})}
        return path, self.body_for(operation, said, full=full, actor=actor)

    def require(self, operation: Asked) -> None:
        """Raises NotChecked unless an ordinary request of the owner succeeds.

        Where nothing succeeds, a refusal says nothing: the fault is counted once, as success.
        """
        operation = self.operation(operation)
        if operation.id not in self._works:
            exchange = self.valid(operation, fresh=operation.method == "delete")
            self._works[operation.id] = None if exchange.ok else exchange.answer
        answer = self._works[operation.id]
        if answer is not None:
            raise NotChecked(f"an ordinary {operation} does not succeed: {answer}")

    def valid(self, operation: Asked, *, fresh: bool = False, **given: Any) -> Exchange:
        """Sends a valid request as the owner; `given` replaces arguments of `call`."""
        operation = self.operation(operation)
        path, body = self.request_for(operation, fresh=fresh)
        exchange = self.call(operation, **{"path": path, "body": body, **given})
        if exchange.status in REFUSED and self._may_want_other(operation, given, full=False):
            return self._otherwise(operation, path)[1]
        return exchange

    def body_for(
        self,
        operation: Asked,
        overrides: Mapping[str, Any] | None = None,
        *,
        full: bool = False,
        actor: str | None = None,
    ) -> Any:
        """A valid payload: the required attributes, or with `full` every one that can be filled.

        Names carry the run's prefix, unique attributes get new values, references get resources.
        """
        operation = self.operation(operation)
        full = full or operation.id in self._wants_all
        return self.bodies.body(operation, overrides or {}, full=full, actor=actor)

    def path_for(
        self, operation: Asked, *, fresh: bool = False, actor: str | None = None
    ) -> dict[str, str]:
        """Values of an operation's path parameters that lead to an existing resource."""
        operation = self.operation(operation)
        if actor is not None:
            return self.paths.own(operation, self.api.actor(actor))
        self.api.require_owner(operation)
        if only_creates(operation) and (chosen := self._new_id(operation)):
            return {**self.paths.above(operation, fresh=fresh), **chosen}
        return self.paths.of(operation, fresh=fresh)

    # Resources

    def shared(self, operation: Asked) -> Prepared:
        """One resource of a creating operation, the same each time: for checks that only read it.

        Others may have changed its attributes meanwhile; it exists.
        """
        return self._once(str(operation), lambda: self.create(operation))

    def foreign(self, operation: Asked, actor: str) -> Prepared:
        """One resource that is another actor's own, the same each time."""
        key = f"{operation} of {actor}"
        return self._once(key, lambda: self.create(operation, actor=actor))

    def _once(self, key: str, make: Callable[[], Prepared]) -> Prepared:
        known = self._shared.get(key)
        if known is None:
            try:
                with self.cleanup.keeping():
                    known = make()
            except NotChecked as reason:
                known = reason
            self._shared[key] = known
        if isinstance(known, NotChecked):
            raise NotChecked(known.reason)
        return known

    def create(
        self,
        operation: Asked,
        overrides: Mapping[str, Any] | None = None,
        *,
        path: Mapping[str, str] | None = None,
        full: bool = False,
        actor: str | None = None,
    ) -> Prepared:
        """Makes a new resource with a valid body. Raises NotChecked if that does not succeed."""
        operation = self.operation(operation)
        refusals = self._refusals[operation.id]
        if len(refusals) >= TRIES:
            raise NotChecked(refusals[0])
        where = self._where(operation, actor, path)
        said = {**named_by(self, operation, where), **(overrides or {})}
        body = self.body_for(operation, said, full=full, actor=actor)
        exchange = self.call(operation, actor=actor, path=where, body=body)
        if exchange.status in REFUSED and self._may_want_other(operation, overrides, full=full):
            body, exchange = self._otherwise(operation, where, actor)
        if exchange.status in REFUSED and full and self.narrows(operation, where, actor):
            body = self.body_for(operation, said, full=full, actor=actor)
            exchange = self.call(operation, actor=actor, path=where, body=body)
        if not exchange.ok:
            reason = f"{operation} was needed and answered {exchange.answer}"
            if not self.api.successes[operation.id]:
                refusals.append(reason)
            raise NotChecked(reason)
        given = self.given(exchange)
        if not given and (makers := self.api.ledger.makers.get(operation.id)):
            what = f"{operation} answered without the {makers[0].parameter} of something new"
            raise NotChecked(f"{what}: {exchange.answer}")
        where |= given
        return Prepared(operation=operation, path=where, body=body, exchange=exchange)

    def narrows(
        self, operation: Operation, path: Mapping[str, str], actor: str | None = None
    ) -> bool:
        """Once for each operation: learns what of a whole payload the server does not take."""
        if operation.id in self._narrowed:
            return False
        self._narrowed.add(operation.id)
        return narrowed(self, operation, path, actor)

    def _may_want_other(
        self, operation: Operation, overrides: Mapping[str, Any] | None, *, full: bool
    ) -> bool:
        """A refused payload may lack what the document calls optional, or have too much of it."""
        worked = self.api.successes[operation.id] or operation.id in self._wants_all
        return operation.body is not None and not (overrides or full or worked)

    def _otherwise(
        self, operation: Operation, path: Mapping[str, str], actor: str | None = None
    ) -> tuple[Any, Exchange]:
        """A whole payload and its answer; an empty one, where the whole one is refused already."""
        is_whole = not any(each.required for each in self.bodies.attributes(operation))
        known = self._wants_little if is_whole else self._wants_all
        known.add(operation.id)
        body = self.body_for(operation, named_by(self, operation, path), actor=actor)
        exchange = self.call(operation, actor=actor, path=path, body=body)
        if not exchange.ok:
            known.discard(operation.id)
        if is_whole and exchange.status in REFUSED and self._narrows_alone(operation, path, actor):
            body = self.body_for(operation, named_by(self, operation, path), actor=actor)
            exchange = self.call(operation, actor=actor, path=path, body=body)
        return body, exchange

    def _narrows_alone(
        self, operation: Operation, path: Mapping[str, str], actor: str | None
    ) -> bool:
        """Neither all attributes nor none are taken: each is tried by itself."""
        self._wants_little.add(operation.id)
        try:
            return self.narrows(operation, path, actor)
        finally:
            self._wants_little.discard(operation.id)

    def wants_little(self, operation: Operation) -> bool:
        """It has refused all attributes together, and taken none of them."""
        return operation.id in self._wants_little

    def _where(
        self, operation: Operation, actor: str | None, path: Mapping[str, str] | None
    ) -> dict[str, str]:
        """Path values of what does not exist yet: the client may choose the last one."""
        if path is not None and all(each in path for each in names_in(operation.path)):
            return dict(path)
        chosen = self._new_id(operation)
        if not chosen:
            return dict(path) if path is not None else self.path_for(operation, actor=actor)
        return {**(self.paths.above(operation) if path is None else path), **chosen}

    def _new_id(self, operation: Operation) -> dict[str, str]:
        """Where the client chooses the id of what it creates."""
        makers = self.api.ledger.makers.get(operation.id, ())
        chosen = [each.parameter for each in makers if each.chosen]
        return {name: vacant(self, operation, name) for name in chosen[:1]}

    def referable(
        self,
        operation: Asked,
        parameter: str,
        having: tuple[str, ...] = (),
        *,
        fresh: bool = False,
    ) -> str:
        """The id of a resource that `operation` reads, with a value for each of `having`."""
        operation = self.operation(operation)
        provider = self.relations.provider(operation, parameter)
        if provider is None or not provider.creates:
            value = self.paths.value(operation, parameter, {}, fresh=False)[parameter]
            return self.api.ledger.refer(value)
        made = provider.operation
        key = f"{made} having {', '.join(having)}" if having else made.id
        prepared = self._shared.get(key)
        if fresh or prepared is None:
            given = {name: self.bodies.some(made, name, {}) for name in having}
            with self.cleanup.keeping():
                prepared = self._shared[key] = self.create(made, given)
        if isinstance(prepared, NotChecked):
            raise NotChecked(prepared.reason)
        return self.api.ledger.refer(prepared.path[provider.parameter])

    def given(self, exchange: Exchange) -> dict[str, str]:
        """The path values that an answer gives, such as the id of a new resource, or a new id."""
        if (elsewhere := self.api.ledger.moved(exchange)) is not None:
            return elsewhere
        if (elsewhere := self.api.ledger.shown_elsewhere(exchange)) is not None:
            return elsewhere if is_gone(self, exchange) else {}
        makers = self.api.ledger.makers.get(exchange.operation_id, ())
        found = (self.api.ledger.made(each, exchange) for each in makers)
        return {name: value for each in found if each for name, value in each.items()}

    def _forget_gone(self, exchange: Exchange) -> None:
        """Whoever deleted a shared resource, or renamed it: the next `shared` makes a new one."""
        is_deleted = exchange.method == "DELETE" and exchange.ok
        ledger = self.api.ledger
        elsewhere = ledger.moved(exchange) or ledger.shown_elsewhere(exchange)
        if is_deleted or elsewhere is not None:
            self.forget(exchange)

    def forget(self, exchange: Exchange) -> None:
        """What an exchange was about is gone."""
        self.paths.forget(exchange)
        gone = dict(exchange.path).items()
        self._shared = {
            name: known
            for name, known in self._shared.items()
            if isinstance(known, NotChecked) or not gone <= dict(known.path).items()
        }
