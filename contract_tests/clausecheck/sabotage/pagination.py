"""pagination: a page loses an item or shows one twice; the way back leads astray."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.words.pagination import PaginationClause

from clausecheck.sabotage.lists import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage


def sabotages(clause: PaginationClause) -> Iterator[Sabotage]:
    name = clause.operation.id
    if clause.way == "previous":
        yield Sabotage(told=f"{name} leads back to where one is", after=_astray(clause))
        return
    yield Sabotage(told=f"{name} loses an item between pages", after=_losing(clause))
    yield Sabotage(told=f"{name} shows an item twice", after=_repeating(clause))


def _has_more(clause: PaginationClause, passing: Passing) -> bool:
    body = passing.body
    return (
        passing.is_of(clause.operation)
        and isinstance(body, dict)
        and bool(body.get(clause.page.next))
    )


def _losing(clause: PaginationClause) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        if _has_more(clause, passing):
            items(passing, lambda found: found[:-1])

    return after


def _repeating(clause: PaginationClause) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        if _has_more(clause, passing):
            items(passing, lambda found: [*found, found[-1]])

    return after


def _astray(clause: PaginationClause) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        body, back = passing.body, clause.page.previous
        if passing.is_of(clause.operation) and isinstance(body, dict) and back and body.get(back):
            passing.answer({**body, back: body.get(clause.page.next)})

    return after
