"""pagination: a page loses an item or shows one twice; the way back leads astray."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from clausegen.words.pagination import PaginationClause, held

from clausecheck.sabotage.listed import items, put
from clausecheck.sabotage.passing import Memory, Passing, Sabotage

LINK = re.compile(r'<([^>]*)>;\s*rel="([^"]*)"')


def sabotages(clause: PaginationClause) -> Iterator[Sabotage]:
    name = clause.operation.id
    if clause.way == "previous":
        yield Sabotage(told=f"{name} leads back to where one is", after=_astray(clause))
    elif clause.way == "size":
        yield Sabotage(told=f"{name} ignores {clause.page.size}", before=_boundless(clause))
    elif clause.way == "total":
        yield Sabotage(told=f"{name} counts one more", after=_miscounting(clause))
    else:
        losing = _changing(clause, lambda found: found[:-1])
        repeating = _changing(clause, lambda found: [*found, found[-1]])
        yield Sabotage(told=f"{name} loses an item between pages", after=losing)
        yield Sabotage(told=f"{name} shows an item twice", after=repeating)


def _has_more(clause: PaginationClause, passing: Passing) -> bool:
    """A page before the last; where pages are asked for, a page after the first."""
    page = clause.page
    if not passing.is_of(clause.operation):
        return False
    if page.style == "whole":
        return True
    if page.style == "link":
        return bool(held(passing.body, page.next))
    if page.style == "header":
        return f'rel="{page.relation}"' in passing.headers.get("link", "")
    return any(name == page.parameter for name, _ in passing.query)


def _changing(clause: PaginationClause, change: Callable[[list[Any]], list[Any]]) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        if _has_more(clause, passing):
            items(passing, change)

    return after


def _boundless(clause: PaginationClause) -> Any:
    def before(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation):
            passing.query = [pair for pair in passing.query if pair[0] != clause.page.size]

    return before


def _miscounting(clause: PaginationClause) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        way = clause.page.total or ""
        total = held(passing.body, way)
        if passing.is_of(clause.operation) and isinstance(total, int):
            passing.answer(put(passing.body, way, total + 1))

    return after


def _astray(clause: PaginationClause) -> Any:
    def after(passing: Passing, _: Memory) -> None:
        body, page = passing.body, clause.page
        if not passing.is_of(clause.operation) or page.previous is None:
            return
        if page.style == "header":
            here = dict(LINK.findall(passing.headers.get("link", "")))
            if page.previous in here.values():
                told = (f'<{each}>; rel="{page.relation}"' for each in here)
                back = (f'<{each}>; rel="{page.previous}"' for each in here)
                passing.headers["link"] = ", ".join((*told, *back))
        elif held(body, page.previous):
            passing.answer(put(body, page.previous, held(body, page.next)))

    return after
