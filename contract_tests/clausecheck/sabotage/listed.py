"""The items of a list, as they pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausegen.words.pagination import held, pagination_of

from clausecheck.sabotage.passing import Passing


def items(passing: Passing, change: Callable[[list[Any]], list[Any]]) -> bool:
    """Changes the items of a page or a plain list; whether there were any."""
    if passing.operation is None or not passing.ok:
        return False
    body, page = passing.body, pagination_of(passing.api, passing.operation)
    if isinstance(body, list) and body:
        passing.answer(change(body))
        return True
    way = page.holds_items if page is not None else ""
    if way and held(body, way):
        passing.answer(put(body, way, change(held(body, way))))
        return True
    return False


def put(body: Any, way: str, value: Any) -> Any:
    """The body with another value of an attribute, `meta.next` a nested one."""
    name, _, rest = way.partition(".")
    known = body if isinstance(body, dict) else {}
    return {**known, name: put(known.get(name), rest, value) if rest else value}
