"""What refusals have in common: the request is answered as if it had been a good one."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Operation

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, replay

KEPT = frozenset({401, 403, 404, 429})
"""Refusals that have nothing to do with a payload."""


def accepts(operation: Operation, what: str) -> Iterator[Sabotage]:
    """Every payload of the operation is taken."""

    def after(passing: Passing, memory: Memory) -> None:
        is_refused = 400 <= passing.status < 500 and passing.status not in KEPT  # noqa: PLR2004
        if passing.is_of(operation) and is_refused:
            replay(passing, memory)

    yield Sabotage(told=f"{operation.id} accepts {what}", after=after)
