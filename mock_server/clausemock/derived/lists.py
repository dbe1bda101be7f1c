"""Which records a list shows: filters, order and pages, as parameters ask for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from clausegen.model import UNSET, Parameter
from clausegen.words.filter import Filter
from clausegen.words.ordering import Ordering, orderings
from clausegen.words.pagination import pagination_of

from clausemock.derived.call import Call
from clausemock.derived.facts import Facts
from clausemock.derived.plan import Task
from clausemock.derived.state import Record, State, Wanted

SIZES = ("limit", "perpage", "pagesize", "size", "count", "maxresults", "top", "first", "take")
OFFSETS = ("offset", "skip", "start")
PAGES = ("page", "pagenumber", "pageno")
TOTALS = ("total", "count", "totalcount", "totalresults", "totalitems", "totalelements")
NEXT = ("next", "nextpage", "nextlink", "nexturl")
USUAL_SIZE = 20


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list."""

    records: list[Record]
    total: int
    offset: int
    size: int

    @property
    def has_more(self) -> bool:
        return self.offset + len(self.records) < self.total


def page_of(facts: Facts, state: State, task: Task, call: Call, wanted: Wanted) -> Page:
    """What the arguments of a call ask for."""
    wanted = _ordered(call, _filtered(facts, task, call, wanted))
    size = _number(call, SIZES, USUAL_SIZE)
    offset = _number(call, OFFSETS, 0)
    number = _number(call, PAGES, 1)
    asked = dict(call.query).get("cursor", "")
    if asked.isdigit() and task.answer.slot is not None:
        offset = int(asked)
    elif number > 1:
        offset = (number - 1) * size
    size = max(0, size)
    return Page(
        records=state.select(wanted, limit=size, offset=max(0, offset)),
        total=state.count(wanted),
        offset=max(0, offset),
        size=size,
    )


def envelope(facts: Facts, task: Task, call: Call, page: Page, made: Any, items: list[Any]) -> Any:
    """The body around the items of a page: totals, links and what else its schema holds."""
    slot = task.answer.slot
    if slot is None:
        return items
    body: dict[str, Any] = dict(made) if isinstance(made, dict) else {}
    schema = task.answer.schema
    word = pagination_of(facts.api, call.operation)
    links = {word.next, word.previous} if word is not None else set()
    for each in facts.attributes(schema):
        types = each.types
        plain = _plain(each.name)
        if each.name in links or plain in NEXT or plain in {"previous", "prev"}:
            _link(call, page, each.name, types, body, forwards=not plain.startswith("prev"))
        elif types & {"integer", "number"} and (plain in TOTALS or plain.endswith("count")):
            body[each.name] = page.total
        elif types & {"integer", "number"} and plain in OFFSETS:
            body[each.name] = page.offset
        elif types & {"integer", "number"} and plain in SIZES:
            body[each.name] = page.size
        elif types == {"boolean"} and plain in {"hasmore", "hasnext", "more"}:
            body[each.name] = page.has_more
    return {**body, slot: items}


def _link(
    call: Call,
    page: Page,
    name: str,
    types: frozenset[str],
    body: dict[str, Any],
    *,
    forwards: bool,
) -> None:
    """An address, or null where there is nothing to lead to."""
    there = page.has_more if forwards else page.offset > 0
    if there and "string" in types and page.size:
        place = page.offset + page.size if forwards else max(0, page.offset - page.size)
        kept = [pair for pair in call.query if pair[0] not in {"cursor", "page", "offset"}]
        scheme = call.headers.get("x-forwarded-proto", "http")
        host = call.headers.get("host", "localhost")
        query = urlencode([*kept, ("cursor", str(place))])
        body[name] = f"{scheme}://{host}{quote(call.path)}?{query}"
    elif "null" in types:
        body[name] = None
    else:
        body.pop(name, None)


def _filtered(facts: Facts, task: Task, call: Call, wanted: Wanted) -> Wanted:
    """Parameters that say so, and those that are called as a plain attribute of the records."""
    equal = []
    for each in call.operation.parameters_in("query"):
        value = call.arguments.get(each.name, UNSET)
        if value is UNSET or isinstance(value, dict):
            continue
        word = each.words.get(Filter)
        name = word.attribute if word is not None else _attribute(facts, task, each)
        if name is None:
            continue
        if isinstance(value, list):
            if len(value) != 1:
                continue
            value = value[0]
        equal.append((name, int(value) if isinstance(value, bool) else value))
    return msgspec.structs.replace(wanted, equal=tuple(equal))


def _attribute(facts: Facts, task: Task, parameter: Parameter) -> str | None:
    if parameter.words.get(Ordering) or _plain(parameter.name) in {*SIZES, *OFFSETS, *PAGES}:
        return None
    record = task.collection.schema if task.collection is not None else None
    for each in facts.attributes(record):
        if _plain(each.name) == _plain(parameter.name):
            is_plain = each.types and not each.types & {"array", "object"}
            return each.name if is_plain else None
    return None


def _ordered(call: Call, wanted: Wanted) -> Wanted:
    for each, word in orderings(call.operation):
        default = each.schema.default if each.schema is not None else UNSET
        asked = call.arguments.get(each.name, default)
        for option in word.options:
            if option.value == asked:
                return msgspec.structs.replace(
                    wanted, by=option.by, descending=option.order == "descending"
                )
    return wanted


def _number(call: Call, names: tuple[str, ...], usual: int) -> int:
    """The value of a parameter that the document lists under one of the usual names."""
    for each in call.operation.parameters_in("query"):
        if _plain(each.name) in names:
            value = call.arguments.get(each.name)
            if value is None and each.schema is not None and isinstance(each.schema.default, int):
                value = each.schema.default
            if isinstance(value, int) and not isinstance(value, bool):
                return value
    return usual


@cache
def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def concrete(template: str, values: Mapping[str, str]) -> str:
    """A path with its parameters filled in."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template
