"""The items of a list, as they pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausegen.words.pagination import pagination_of

from clausecheck.sabotage.passing import Passing


def items(passing: Passing, change: Callable[[list[Any]], list[Any]]) -> bool:
    """Changes the items of a page or a plain list; whether there were any."""
    if passing.operation is None or not passing.ok:
        return False
    body, page = passing.body, pagination_of(passing.api, passing.operation)
    if isinstance(body, list) and body:
        passing.answer(change(body))
        return True
    name = page.holds_items if page is not None else None
    if isinstance(body, dict) and name is not None and body.get(name):
        passing.answer({**body, name: change(body[name])})
        return True
    return False
