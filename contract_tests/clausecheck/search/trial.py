"""One operation tried out: generated requests become real ones, and each answer is judged.

Only what the document says of answers counts here: status, media type and body. Whether a request
should have been accepted is left to the checks that know why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from clausegen.model import UNSET, Operation, Property, Response
from clausegen.words.responses import ResponsesClause

from clausecheck.failures import ContractFailure, NotChecked, NotOurs
from clausecheck.http.exchange import NO_JSON, Exchange
from clausecheck.search.blame import faults
from clausecheck.search.engine import Generated
from clausecheck.world.bodies import is_free_text
from clausecheck.world.world import World

BUSY = {429, 503}
"""The client has waited and tried again by then: nothing about the contract."""


class Trial:
    """Sends what was generated for one operation, as the administrator, on the run's resources."""

    def __init__(
        self, clause: ResponsesClause, world: World, book: Callable[[ContractFailure], None]
    ) -> None:
        self.clause = clause
        self.world = world
        self.operation = clause.operation
        self.path = self._prepared()
        self.statuses: Counter[int] = Counter()
        self.refused = "none was sent"
        """Why the last one that was not sent was not."""
        self._book = book

    @property
    def succeeded(self) -> bool:
        return any(200 <= status < 300 for status in self.statuses)  # noqa: PLR2004 - the 2xx class

    def attempt(self, generated: Generated) -> None:
        """Raises ContractFailure for an answer that the document does not know."""
        body = real_body(self.world, self.operation, generated)
        url, sent = generated.request(self.path, body)
        request = Exchange(
            operation=self.operation.id,
            actor=self.world.api.actor("admin"),
            method=self.operation.method.upper(),
            url=self.world.target.base_url + url,
            path={**self.path, **generated.odd_path},
            sent=sent,
        )
        try:
            exchange = self.world.api.send(request)
        except NotOurs as reason:
            self.refused = reason.reason  # it would name something that others have
            return
        if not exchange.status:  # a connection may break once without meaning anything
            exchange = self.world.api.send(request)
        self.statuses[exchange.status] += 1
        if exchange.ok and self.operation.method == "delete":
            self.path = self._prepared()
        self._judge(exchange, is_odd=bool(generated.odd_path))

    def _prepared(self) -> dict[str, str]:
        """Path values of an existing resource; a new one if requests may change or remove it."""
        found = self.world.path_for(self.operation.id, fresh=self.operation.method != "get")
        return {each.name: found[each.name] for each in self.operation.parameters_in("path")}

    def _judge(self, exchange: Exchange, *, is_odd: bool) -> None:
        status = exchange.status
        response = self.operation.response(status)
        documented = ", ".join(each.status for each in self.operation.responses)
        if status in BUSY or 400 <= status < 500:  # noqa: PLR2004 - the 4xx class: see N06 and N37
            return
        if is_odd and 300 <= status < 400:  # noqa: PLR2004 - a path that was made up may lead anywhere
            return
        if not exchange.ok or response is None or not response.is_success:
            expected = f"a documented status ({documented})"
            raise ContractFailure(self.clause, expected=expected, exchange=exchange)
        self._judge_body(exchange, response)

    def _judge_body(self, exchange: Exchange, response: Response) -> None:
        may_be_empty = self.operation.method in {"put", "patch"}  # nobody says what they answer
        if not response.contents or (not exchange.text and may_be_empty):
            return
        if exchange.json is NO_JSON or not _says_json(exchange):
            raise ContractFailure(self.clause, expected="a JSON body", exchange=exchange)
        schema = response.contents[0].schema
        if schema is None:
            return
        for fault in faults(self.world.contract, schema, exchange.json):
            failure = ContractFailure(
                fault.clause or self.clause,
                expected="a body that keeps the documented schema",
                observed=str(fault.violation),
                exchange=exchange,
            )
            if fault.clause is None:
                raise failure
            self._book(failure)


def real_body(world: World, operation: Operation, generated: Generated) -> Any:
    """The payload with values that exist at the target, so that a valid one is accepted.

    Texts that name things get the run's prefix in any case: a lenient server creates them.
    """
    body, schema = generated.body, world.relations.body_schema(operation)
    if body is UNSET or schema is None or not isinstance(body, Mapping):
        return body
    real = dict(body)
    resource = world.relations.resource(operation)
    for each in world.document.attributes(schema):
        value = real.get(each.name)
        known = world.relations.attribute(resource, each.name)
        if generated.is_valid and operation.method != "post" and known and known.words.mutability:
            real.pop(each.name, None)  # a lawful server may refuse it as a whole
            continue
        if not isinstance(value, str) or not value:
            continue
        resolved = world.document.resolve(each.schema)
        if is_free_text(resolved) and not resolved.nullable:
            real[each.name] = f"{world.text()} {value}"
        elif generated.is_valid and resolved.enum is None:
            real[each.name] = _real_value(world, operation, each, value)
    return real


def _real_value(world: World, operation: Operation, attribute: Property, value: str) -> str:
    """A value that the server knows, for an id; for other texts in every second case only."""
    try:
        known = [v for v in world.bodies.values(operation, attribute) if isinstance(v, str)]
    except NotChecked:
        known = []
    known = known if attribute.name.endswith("_id") else [*known[:1], value]
    return known[len(value) % len(known)] if known else value


def _says_json(exchange: Exchange) -> bool:
    media_type = exchange.headers.get("content-type", "application/json").partition(";")[0]
    return media_type.strip().lower().endswith("json")
