"""responses: a status that the document does not list."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.responses import ResponsesClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: ResponsesClause) -> Iterator[Sabotage]:
    listed = {each.status for each in clause.operation.responses}
    if listed & {"default", "2XX"}:
        return
    other = next(each for each in (206, 203, 202, 299) if str(each) not in listed)

    def after(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation) and passing.ok:
            passing.status = other

    yield Sabotage(told=f"{clause.operation.id} answers {other}", after=after)
