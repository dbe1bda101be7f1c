"""One operation tried out: generated requests become real ones, and each answer is judged.

Only what the document says of answers counts here; see judging. Whether a request should have been
accepted is left to the checks that know why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from clausegen.model import UNSET, Operation, Property, relations
from clausegen.schemas.validation import validator
from clausegen.words.mutability import Mutability
from clausegen.words.responses import ResponsesClause

from clausecheck.failures import ContractFailure, NotChecked, NotOurs
from clausecheck.http.exchange import Exchange
from clausecheck.http.segments import filled
from clausecheck.http.servers import base_of
from clausecheck.search.engine import Generated
from clausecheck.search.judging import Judge
from clausecheck.search.oddities import oddities
from clausecheck.world.choices import is_free_text
from clausecheck.world.world import World

FAILS = 500
UNSENT = 20  # requests that may not be sent, until no other is made


class Trial:
    """Sends what was generated for one operation, as the owner, on the run's resources."""

    def __init__(
        self,
        clause: ResponsesClause,
        world: World,
        judge: Judge,
        book: Callable[[ContractFailure], None],
    ) -> None:
        self.clause = clause
        self.world = world
        self.operation = clause.operation
        self.path = self._prepared()
        self.statuses: Counter[int] = Counter()
        self._unsent = 0
        self.refused = "none was sent"
        """Why the last one that was not sent was not."""
        self._judged_by = judge
        self._book = book

    @property
    def succeeded(self) -> bool:
        return any(200 <= status < 400 for status in self.statuses)  # noqa: PLR2004 - no failure

    @property
    def is_hopeless(self) -> bool:
        """Nothing that is generated may be sent."""
        return self._unsent >= UNSENT and not self.statuses

    @property
    def uses_up(self) -> bool:
        """A request may change or remove what its path names."""
        return self.operation.method != "get"

    def attempt(self, generated: Generated) -> None:
        """Raises ContractFailure for an answer that the document does not know."""
        body = real_body(self.world, self.operation, generated)
        query, sent, headers = generated.request(self.path, body)
        document, odd = self.world.document, generated.odd_path
        base = base_of(document, self.world.target.base_url, self.operation)
        request = Exchange(
            operation=self.operation,
            actor=self.world.api.actor(None),
            method=self.operation.method.upper(),
            url=base + filled(document, self.operation, self.path, odd) + query,
            path={**self.path, **odd},
            sent=sent,
            carries=headers,
        )
        try:
            exchange = self._sent(request)
        except NotOurs as reason:
            self.refused = reason.reason  # it would name something that others have
            self._unsent += 1
            return
        self.statuses[exchange.status] += 1
        self._renew(exchange)
        self._judge(exchange, made_up=bool(odd))

    def oddly(self) -> None:
        """Raises ContractFailure if the server fails where nothing is documented."""
        for arguments in oddities(self.world, self.operation, self.path):
            with self._judged_by.resting():
                exchange = self.world.call(self.operation, path=self.path, **arguments)
            self._renew(exchange)
            if exchange.status >= FAILS or not exchange.status:
                self._judge(exchange, made_up=True)

    def _renew(self, exchange: Exchange) -> None:
        """Another resource, where the request has removed this one, or changed its id."""
        is_gone = exchange.ok and self.operation.method == "delete"
        if is_gone or self.world.api.ledger.moved(exchange) is not None:
            self.path = self._prepared()

    def _sent(self, request: Exchange) -> Exchange:
        with self._judged_by.resting():
            exchange = self.world.api.send(request)
            if exchange.status:
                return exchange
            return self.world.api.send(request)  # a connection may break once without meaning much

    def _prepared(self) -> dict[str, str]:
        """Path values of an existing resource; a new one if requests may change or remove it."""
        found = self.world.path_for(self.operation, fresh=self.uses_up)
        return {each.name: found[each.name] for each in self.operation.parameters_in("path")}

    def _judge(self, exchange: Exchange, *, made_up: bool) -> None:
        """Raises what only the answers as a whole promise; books what has a clause of its own."""
        if not exchange.status:
            raise ContractFailure(self.clause, expected="an answer", exchange=exchange)
        for failure in self._judged_by.judge(exchange, made_up=made_up):
            if failure.broken.clause == self.clause.id:
                raise failure
            self._book(failure)


def real_body(world: World, operation: Operation, generated: Generated) -> Any:
    """The payload with values that exist at the target, so that a valid one is accepted.

    Texts that name things get the run's prefix in any case: a lenient server creates them.
    """
    content = relations.payload_content(operation)
    body, schema = generated.body, content.schema if content is not None else None
    if body is UNSET or schema is None or not isinstance(body, Mapping):
        return body
    real = dict(body)
    resource = world.relations.resource(operation)
    for each in world.document.attributes(schema):
        value = real.get(each.name)
        known = world.relations.attribute(resource, each.name)
        if generated.is_valid and relations.is_read_only(world.document, each.schema):
            real.pop(each.name, None)
            continue
        fixed = known is not None and known.words.get(Mutability) is not None
        if generated.is_valid and operation.method != "post" and fixed:
            real.pop(each.name, None)  # a lawful server may refuse it as a whole
            continue
        if not isinstance(value, str) or not value:
            continue
        resolved = world.document.resolve(each.schema)
        if is_free_text(resolved) and not resolved.nullable:
            named = f"{world.text()}-{value}"
            fits = not generated.is_valid or validator(world.document, each.schema).accepts(named)
            real[each.name] = named if fits else world.choices.fresh(each.schema)
        elif generated.is_valid and resolved.enum is None:
            real[each.name] = _real_value(world, operation, each, value)
    return real


def _real_value(world: World, operation: Operation, attribute: Property, value: str) -> str:
    """A value that the server knows, for an id; for other texts in every second case only."""
    try:
        known = [v for v in world.choices.values(operation, attribute) if isinstance(v, str)]
    except NotChecked:
        known = []
    known = known if attribute.name.endswith("_id") else [*known[:1], value]
    return known[len(value) % len(known)] if known else value
