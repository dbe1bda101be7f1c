"""causes: who should be refused is served, and what should succeed fails."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.causes import CauseClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, replay


def sabotages(clause: CauseClause) -> Iterator[Sabotage]:
    def serve(passing: Passing, memory: Memory) -> None:
        if passing.is_of(clause.operation) and str(passing.status) == clause.status:
            replay(passing, memory)

    def fail(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation) and str(passing.status) == clause.status:
            passing.status, passing.content = 500, b""

    name = clause.operation.id
    if clause.status.startswith("2"):
        yield Sabotage(told=f"{name} answers 500 instead of {clause.status}", after=fail)
    else:
        yield Sabotage(told=f"{name} succeeds where it should answer {clause.status}", after=serve)
