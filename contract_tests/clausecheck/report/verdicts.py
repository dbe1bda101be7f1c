"""A verdict for each clause, made from what the items found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec
from clausegen.words.clause import Clause
from clausegen.words.responses import ResponsesClause

from clausecheck.broken import Broken
from clausecheck.report.causes import kind
from clausecheck.world.contract import Contract

Verdict = Literal["kept", "broken", "not checked", "waived"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one item says about one clause."""

    clause: str
    verdict: Verdict
    seen_in: str
    reason: str | None = None
    broken: Broken | None = None
    requests: int = 0


class ClauseVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the run says of one clause."""

    clause: Clause
    verdict: Verdict
    reason: str | None = None
    failures: tuple[tuple[str, Broken], ...] = ()
    """(the item that saw it, what it saw), the clause's own item first."""
    requests: int = 0


def broken_of(broken: int, every: int) -> str:
    """How many clauses of how many are broken: the start of a sentence."""
    if every == 1:
        return "The only clause is broken"
    return f"{broken} of {every} clauses {'is' if broken == 1 else 'are'} broken"


def verdicts_of(
    contract: Contract, findings: Mapping[str, Sequence[Finding]], *, whole: bool
) -> tuple[ClauseVerdict, ...]:
    """In the document's order. Without the `whole` suite, only clauses that an item spoke of."""
    found = [
        _verdict(each, findings.get(each.id, ()))
        for each in contract.clauses
        if whole or each.id in findings
    ]
    return tuple(_told_once(found))


def _told_once(found: Sequence[ClauseVerdict]) -> Iterator[ClauseVerdict]:
    """One answer that breaks a narrow clause is not counted again for the answers as a whole."""
    narrow = {
        (each.clause.operation.id, kind(broken.observed)): each.clause.id
        for each in found
        if each.clause.operation is not None and not isinstance(each.clause, ResponsesClause)
        for _, broken in each.failures
    }
    for each in found:
        if not (isinstance(each.clause, ResponsesClause) and each.failures):
            yield each
            continue
        told = [
            narrow.get((each.clause.operation.id, kind(broken.observed)))
            for _, broken in each.failures
        ]
        if not all(told):
            yield each
            continue
        reason = f"what is wrong is told once, as {told[0]}"
        yield ClauseVerdict(
            clause=each.clause, verdict="not checked", reason=reason, requests=each.requests
        )


def _verdict(clause: Clause, findings: Sequence[Finding]) -> ClauseVerdict:
    own_first = sorted(findings, key=lambda each: each.seen_in != clause.id)
    failures = tuple((each.seen_in, each.broken) for each in own_first if each.broken is not None)
    requests = sum(each.requests for each in findings)
    if failures:
        return ClauseVerdict(clause=clause, verdict="broken", failures=failures, requests=requests)
    if clause.waived:
        return ClauseVerdict(clause=clause, verdict="waived", reason=clause.waived)
    unchecked = next((each for each in findings if each.verdict == "not checked"), None)
    if findings and unchecked is None:
        return ClauseVerdict(clause=clause, verdict="kept", requests=requests)
    reason = unchecked.reason if unchecked is not None else _unspoken(clause)
    return ClauseVerdict(clause=clause, verdict="not checked", reason=reason, requests=requests)


def _unspoken(clause: Clause) -> str:
    if clause.word == "rules":
        return "no test is written for this rule"
    return "its item did not run"
