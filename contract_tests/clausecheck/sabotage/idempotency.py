"""idempotency: keys are not read, or good for one request only."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from clausegen.words.idempotency import IdempotencyClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: IdempotencyClause) -> Iterator[Sabotage]:
    name, header = clause.operation.id, clause.header.lower()

    def ignore(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation) and header in passing.carries:
            passing.carries[header] = str(uuid4())

    def refuse(passing: Passing, memory: Memory) -> None:
        key = passing.carries.get(header)
        if passing.is_of(clause.operation) and key is not None:
            if key in memory.marked:
                passing.status, passing.content = 400, b""
            memory.marked[key] = True

    yield Sabotage(told=f"{name} reads no {clause.header}", before=ignore)
    if clause.kind == "once":
        yield Sabotage(told=f"{name} refuses a {clause.header} that it knows", after=refuse)
