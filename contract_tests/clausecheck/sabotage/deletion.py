"""deletion: what was deleted is still there, or does not say that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.deletion import DeletionClause
from clausegen.words.pagination import held, pagination_of

from clausecheck.sabotage.listed import items, put
from clausecheck.sabotage.passing import Memory, Passing, Sabotage, keys_of


def sabotages(clause: DeletionClause) -> Iterator[Sabotage]:
    if clause.deletion.mode == "soft":
        yield Sabotage(
            told=f"what {clause.operation.id} deletes is not flagged", after=_unflagged(clause)
        )
        return
    if clause.retrieve is not None:
        yield Sabotage(told="what was deleted can still be read", after=_readable(clause))
    if clause.list is not None:
        yield Sabotage(told="what was deleted is still listed", after=_listed(clause))


def _note(clause: DeletionClause, passing: Passing, memory: Memory) -> None:
    key = passing.key()
    if passing.is_of(clause.operation) and passing.ok and key is not None:
        memory.marked[key] = memory.record(passing)


def _unflagged(clause: DeletionClause) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        body, flag = passing.body, clause.deletion.flag
        if isinstance(body, dict) and flag in body:
            passing.answer({**body, flag: False})

    return after


def _readable(clause: DeletionClause) -> Any:
    def after(passing: Passing, memory: Memory) -> None:
        _note(clause, passing, memory)
        key = passing.key()
        is_read = clause.retrieve is not None and passing.is_of(clause.retrieve)
        if is_read and not passing.ok and memory.marked.get(key or "") is not None:
            passing.status = 200
            passing.headers = {"content-type": "application/json"}
            passing.answer(memory.marked[key or ""])

    return after


def _listed(clause: DeletionClause) -> Any:
    seen: dict[str, Any] = {}
    gone: list[Any] = []

    def after(passing: Passing, memory: Memory) -> None:
        if passing.is_of(clause.operation) and passing.ok:
            known = seen.get(passing.key() or "") or memory.record(passing)
            gone.extend([known] if known is not None else [])
        if clause.list is None or not passing.is_of(clause.list):
            return

        def still(found: list[Any]) -> list[Any]:
            seen.update({key: each for each in found for key in keys_of(each)})
            return [*found, *(each for each in gone if each not in found)]

        if not items(passing, still) and gone:
            _fill(passing, gone)

    return after


def _fill(passing: Passing, gone: list[Any]) -> None:
    """An empty list shows what is gone."""
    page = pagination_of(passing.api, passing.operation) if passing.operation is not None else None
    body = passing.body
    if body == []:
        passing.answer(gone)
    elif page is not None and page.items and held(body, page.items) == []:
        passing.answer(put(body, page.items, gone))
