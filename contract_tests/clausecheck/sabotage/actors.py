"""actors: whoever is refused for want of a scope is served."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.actors import ActorsClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, replay


def sabotages(clause: ActorsClause) -> Iterator[Sabotage]:
    def serve(passing: Passing, memory: Memory) -> None:
        if passing.is_of(clause.operation) and 400 <= passing.status < 500:  # noqa: PLR2004
            replay(passing, memory)

    yield Sabotage(told=f"{clause.operation.id} serves {clause.actor}", after=serve)
