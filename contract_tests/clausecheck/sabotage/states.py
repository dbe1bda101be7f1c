"""states: any value follows any other, or none does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.states import StatesClause

from clausecheck.sabotage.passing import NOTHING, Memory, Passing, Sabotage, keys_of, rewrite

REFUSED = frozenset({400, 403, 409, 422})


def sabotages(clause: StatesClause) -> Iterator[Sabotage]:
    name, moves = clause.attribute, clause.state.moves

    def allow(passing: Passing, memory: Memory) -> None:
        wanted, record = _wanted(clause, passing), memory.record(passing)
        if wanted is not NOTHING and passing.status in REFUSED and isinstance(record, dict):
            passing.status, passing.headers = 200, {"content-type": "application/json"}
            passing.answer(record)
        if wanted is not NOTHING and passing.ok:
            memory.marked[passing.key() or ""] = wanted

        def change(shown: dict[str, Any]) -> None:
            for key in keys_of(shown):
                shown[name] = memory.marked.get(key, shown.get(name))

        rewrite(passing, clause.resource, change)

    def refuse(passing: Passing, _: Memory) -> None:
        if passing.ok and _wanted(clause, passing) in {each.to for each in moves}:
            passing.status, passing.content = 409, b""

    others = len(clause.states.states) - 1 - len({each.to for each in moves})
    if others:
        yield Sabotage(told=f"{name} goes anywhere from {clause.state.name}", after=allow)
    if moves:
        yield Sabotage(told=f"{name} goes nowhere from {clause.state.name}", after=refuse)


def _wanted(clause: StatesClause, passing: Passing) -> Any:
    """The state that a request leads to; NOTHING if to none."""
    operation, payload = passing.operation, passing.payload
    moves = [each for state in clause.states.states for each in state.moves]
    ends = {each.by: each.to for each in moves if each.by is not None}
    if operation is None:
        return NOTHING
    if operation.id in ends:
        return ends[operation.id]
    is_change = operation.method in {"put", "patch"} and isinstance(payload, dict)
    return payload.get(clause.attribute, NOTHING) if is_change else NOTHING
