"""Pages as a server turns them: a small one, and the one behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from clausegen.model import Operation
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen, Values
from clausegen.suggest.probe.server import OK, Answer
from clausegen.suggest.suggestion import Suggestion
from clausegen.words.pagination import Pagination, held

KEYS = ("id", "uuid", "uid", "key", "name")


class List(msgspec.Struct, frozen=True):
    """One list of a server, and how it is said to be paged."""

    seen: Seen
    operation: Operation
    path: Values
    page: Pagination

    def ask(self, query: Values) -> Answer | None:
        return self.seen.get(self.operation, self.path, query)

    def items(self, answer: Answer | None) -> list[str]:
        """What tells the items apart."""
        if answer is None or answer.status != OK:
            return []
        return [
            told_apart(e) for e in self.seen.items(self.operation, answer, self.page.holds_items)
        ]


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    operation = suggestion.operation
    found = seen.listed(operation) if operation is not None else None
    if operation is None or found is None:
        return None
    path, whole = found
    of = List(seen, operation, path, msgspec.convert(suggestion.value, Pagination))
    shown = whole.body if not of.page.items else held(whole.body, of.page.items)
    if not isinstance(shown, list):
        return Finding(holds=False, showed=f"{whole.asked} shows no list {of.page.items or ''}")
    if len(shown) < 2:  # noqa: PLR2004 - one item is on one page, whatever the server does
        return None
    small = of.ask({of.page.size: "1"}) if of.page.size is not None else whole
    if small is None or small.status != OK:
        return Finding(holds=False, showed=small.told) if small is not None else None
    return _turned(of, suggestion.value, whole, small)


def _turned(of: List, value: Any, whole: Answer, small: Answer) -> Finding | None:
    """The page behind a small one, and what goes with it."""
    told = dict(value)
    notes = []
    if of.page.size is not None and len(of.items(small)) > 1:
        del told["size"]
        notes.append(f"{small.asked} brought {len(of.items(small))} items, so size is left out")
    total, items = held(small.body, of.page.total), len(of.items(whole))
    if of.page.total is not None and (not isinstance(total, int) or total < items):
        del told["total"]
        notes.append(f"{of.page.total} is {total} where {items} are shown, so it is left out")
    turned = _first(of, told, small) if of.page.style == "offset" else _next(of, small)
    if turned is None:
        return None
    if not turned.holds:
        return turned
    return Finding(holds=True, showed="; ".join([turned.showed, *notes]), value=told)


def _next(of: List, small: Answer, begins: int | None = None) -> Finding | None:
    """Whether what leads on leads to other items."""
    is_last = len(of.items(small)) == len(of.items(of.ask({})))
    how, second = _behind(of, small, of.page.begins if begins is None else begins)
    if second is None:
        if is_last:
            return None  # all items may be on the first page
        return Finding(holds=False, showed=f"{small.asked} shows a part of the list and no {how}")
    before, after = of.items(small), of.items(second)
    if second.status != OK:
        return Finding(holds=False, showed=second.told)
    if not after:
        return None if is_last else Finding(holds=False, showed=f"{second.asked} shows nothing")
    if {*before} & {*after}:
        return Finding(holds=False, showed=f"{second.asked} shows what {small.asked} shows")
    return Finding(holds=True, showed=f"{second.asked} shows other items than {small.asked}")


def _behind(of: List, small: Answer, begins: int) -> tuple[str, Answer | None]:
    """(what leads to the next page, the next page)."""
    page, size = of.page, {of.page.size: "1"} if of.page.size is not None else {}
    if page.style == "link":
        link = held(small.body, page.next)
        is_link = isinstance(link, str) and link
        return f"{page.next}", of.seen.follow(of.operation, small, link) if is_link else None
    if page.style == "header":
        link = small.link
        return "Link header", of.seen.follow(of.operation, small, link) if link else None
    if page.style == "cursor":
        items = of.seen.items(of.operation, small, page.holds_items)
        last = held(items[-1], page.last) if page.last is not None and items else None
        token = held(small.body, page.cursor) if page.cursor is not None else last
        asked = {**size, f"{page.parameter}": f"{token}"}
        return f"{page.cursor or page.last}", of.ask(asked) if token is not None else None
    step = len(of.items(small)) if page.style == "offset" else 1
    return f"{page.parameter}", of.ask({**size, f"{page.parameter}": str(begins + step)})


def _first(of: List, told: dict[str, Any], small: Answer) -> Finding | None:
    """Offsets from 0 or from 1: the one that shows what is shown without it."""
    size = {of.page.size: "1"} if of.page.size is not None else {}
    begins = of.page.begins
    for first in (begins, 1 - begins):
        start = of.ask({**size, f"{of.page.parameter}": str(first)})
        behind = of.ask({**size, f"{of.page.parameter}": str(first + 1)})
        before = of.items(start)[:1]
        if before == of.items(small)[:1] and before != of.items(behind)[:1]:
            if first != begins:
                told["first"] = first
            return _next(of, small, first)
    return Finding(holds=False, showed=f"{of.page.parameter} of {small.asked} moves nothing")


def told_apart(item: Any) -> str:
    if isinstance(item, Mapping):
        for each in KEYS:
            if isinstance(item.get(each), str | int):
                return f"{item[each]}"
    return json.dumps(item, sort_keys=True)
