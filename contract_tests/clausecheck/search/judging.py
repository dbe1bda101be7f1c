"""Every answer, whoever asked for it, held against what the document lists for its status.

What is wrong breaks a clause. What the document leaves open, and is still worth knowing, is a
remark: an undocumented refusal, a documented failure of the server.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from clausegen.model import UNSET, Content, Operation, Response, Schema
from clausegen.schemas.validation import validator
from clausegen.text.problems import SpecError
from clausegen.words.clause import Clause

from clausecheck.failures import ContractFailure, shown
from clausecheck.http.actors import ANONYMOUS, STRANGER
from clausecheck.http.exchange import NO_JSON, Exchange
from clausecheck.http.pace import asked_to_wait
from clausecheck.search.blame import faults
from clausecheck.search.media import claims_nothing, header_value, listed, media_type, readable
from clausecheck.search.streams import pieces
from clausecheck.search.walk import described, speaks_of
from clausecheck.world.contract import Contract

OF_HTTP = frozenset({405, 406, 408, 411, 413, 414, 415, 417, 421, 429, 431})
"""Refusals of HTTP itself, which no document repeats for each operation."""
LOGIN = re.compile(r"log[_-]?in|sign[_-]?in|auth|sso", re.IGNORECASE)
NOBODIES = frozenset({ANONYMOUS.name, STRANGER.name})
"""They may be sent to where one logs in."""
BODILESS = frozenset({204, 205, 304})


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Worth knowing, though no clause speaks of it."""

    operation: str
    said: str


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A body or a schema that cannot be looked at, so the operation's answers are not decided."""

    operation: str
    reason: str


Judged = ContractFailure | Remark | Unread


class Judge:
    """Sees every exchange of a client. `book` is called with each break."""

    def __init__(self, contract: Contract, book: Callable[[ContractFailure], None]) -> None:
        self.contract = contract
        self.remarks: Counter[str] = Counter()
        """How often each was made."""
        self.unread: dict[str, str] = {}
        """Why an operation's answers could not all be looked at, by operationId."""
        self._book = book
        self._rests = False

    def see(self, exchange: Exchange) -> None:
        """Books what is wrong, unless somebody else judges this exchange."""
        if self._rests:
            return
        for each in self.judge(exchange):
            self._book(each)

    def judge(self, exchange: Exchange, *, made_up: bool = False) -> Iterator[ContractFailure]:
        """What an answer breaks; the rest is noted down. `made_up`: the path leads nowhere."""
        for each in judged(self.contract, exchange, made_up=made_up):
            if isinstance(each, ContractFailure):
                yield each
            elif isinstance(each, Unread):
                self.unread.setdefault(each.operation, each.reason)
            else:
                self.remarks[f"{each.operation} {each.said}"] += 1

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While the caller judges what it sends itself."""
        self._rests = True
        try:
            yield
        finally:
            self._rests = False


def judged(contract: Contract, exchange: Exchange, *, made_up: bool = False) -> Iterator[Judged]:
    """Everything there is to say of one answer."""
    operation = exchange.operation
    if operation is None or not exchange.status or asked_to_wait(exchange) is not None:
        return  # no answer, or one that says nothing about the contract
    response = operation.response(exchange.status)
    if response is None:
        yield from _unlisted(contract, operation, exchange, made_up=made_up)
        return
    if exchange.status >= 500:  # noqa: PLR2004 - the 5xx class
        said = f"answered {exchange.status}, as documented: a failure of the server"
        yield Remark(operation=operation.id, said=said)
    if exchange.status >= 400 and contract.manifest.tolerates.failure_bodies:  # noqa: PLR2004 - failures
        return
    clause = contract.about_answers[operation.id]
    try:
        yield from _headers(contract, clause, response, exchange)
        if exchange.method != "HEAD" and exchange.status not in BODILESS:
            yield from _body(contract, clause, operation, response, exchange)
    except SpecError as error:
        yield Unread(operation=operation.id, reason=str(error.problems[0]))


def _unlisted(
    contract: Contract, operation: Operation, exchange: Exchange, *, made_up: bool
) -> Iterator[Judged]:
    """A success, a redirection or a failure of the server has to be listed; a refusal need not."""
    status = exchange.status
    is_refusal = 400 <= status < 500  # noqa: PLR2004 - the 4xx class
    leads_elsewhere = 300 <= status < 400 and (made_up or _is_nobody(operation, exchange))  # noqa: PLR2004 - the 3xx class
    documented = ", ".join(each.status for each in operation.responses) or "it lists none"
    if not (is_refusal or leads_elsewhere):
        expected = f"a documented status ({documented})"
        yield ContractFailure(
            contract.about_answers[operation.id], expected=expected, exchange=exchange
        )
    elif status not in OF_HTTP:
        said = f"answered {status}, which the document does not list ({documented})"
        yield Remark(operation=operation.id, said=said)


def _is_nobody(operation: Operation, exchange: Exchange) -> bool:
    """Who may be led to a login; where the document asks nobody who he is, everybody is nobody."""
    wants = bool(operation.security) or LOGIN.search(exchange.headers.get("location", ""))
    return exchange.actor.name in NOBODIES and bool(wants)


def _headers(
    contract: Contract, clause: Clause, response: Response, exchange: Exchange
) -> Iterator[Judged]:
    for each in response.headers:
        text = exchange.headers.get(each.name.lower())
        if text is None:
            if each.required:
                yield ContractFailure(
                    clause,
                    expected=f"a header {each.name}",
                    observed=f"{exchange.status} without it",
                    exchange=exchange,
                )
        elif each.schema is not None and each.name.lower() != "content-type":
            types = tuple(
                name for part in contract.document.parts(each.schema) for name in part.types
            )
            value = header_value(types, text)
            for violation in validator(contract.document, each.schema, "response").errors(value):
                yield ContractFailure(
                    clause,
                    expected=f"a header {each.name} that keeps its schema",
                    observed=f"{each.name}: {shown(text)}: {violation.message}",
                    exchange=exchange,
                )


def _body(
    contract: Contract,
    clause: Clause,
    operation: Operation,
    response: Response,
    exchange: Exchange,
) -> Iterator[Judged]:
    if not response.contents:
        return
    if not exchange.text and _may_be_bare(contract, operation):
        return
    content = listed(response, exchange)
    if content is None and not media_type(exchange):
        return
    if content is None:
        documented = " or ".join(each.media_type for each in response.contents)
        observed = f"{exchange.status} with {media_type(exchange) or 'no media type'}"
        yield ContractFailure(clause, expected=documented, observed=observed, exchange=exchange)
        return
    yield from _pieces(contract, clause, content, exchange)
    if content.schema is None:
        return
    value = readable(contract.document, content, exchange)
    if value is NO_JSON:
        yield ContractFailure(clause, expected="a JSON body", exchange=exchange)
    elif value is UNSET and claims_nothing(contract.document, content.schema):
        return
    elif value is UNSET:
        reason = f"bodies of {media_type(exchange) or content.media_type} are not read"
        yield Unread(operation=operation.id, reason=reason)
    else:
        yield from _told_secrets(contract, operation, content.schema, value)
        for fault in faults(contract, content.schema, value):
            yield ContractFailure(
                fault.clause or clause,
                expected="a body that keeps the documented schema",
                observed=str(fault.violation),
                exchange=exchange,
            )


def _pieces(
    contract: Contract, clause: Clause, content: Content, exchange: Exchange
) -> Iterator[Judged]:
    """Of what arrives piece by piece, the first that is wrong."""
    for each in pieces(contract.document, content, exchange):
        found = [] if each.fault else [*faults(contract, each.schema, each.value)]
        if not (found or each.fault):
            continue
        yield ContractFailure(
            (found[0].clause if found else None) or clause,
            expected="items that keep the documented schema",
            observed=each.fault or f"{shown(each.value)}: {found[0].violation}",
            exchange=exchange,
        )
        return


def _may_be_bare(contract: Contract, operation: Operation) -> bool:
    """Whether a write shows what it made of it is often left open."""
    tolerated = {"post"} if contract.manifest.tolerates.bare_creations else set()
    return operation.method in {"put", "patch", *tolerated}


def _told_secrets(
    contract: Contract, operation: Operation, schema: Schema, value: Any
) -> Iterator[Remark]:
    """`writeOnly` says that an attribute should not be in answers, not that it must not."""
    if not speaks_of(contract.document, "writeOnly"):
        return
    for _, part, inner in described(contract.document, schema, value):
        for each in part.properties if isinstance(inner, Mapping) else ():
            if each.name in inner and contract.document.resolve(each.schema).write_only:
                said = f"answered with {each.name}, which is write-only"
                yield Remark(operation=operation.id, said=said)
