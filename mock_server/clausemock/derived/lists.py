"""Which records a list shows: filters, order and pages, as parameters ask for them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from clausegen.model import UNSET, Parameter
from clausegen.words.filter import Filter
from clausegen.words.ordering import Ordering
from clausegen.words.pagination import Pagination

from clausemock.behaviours.ordering import sorting_of
from clausemock.behaviours.pagination import begins, header, told
from clausemock.derived.call import Call
from clausemock.derived.facts import Facts
from clausemock.derived.plan import Task
from clausemock.derived.state import Fit, Record, State, Wanted

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
    wanted = _ordered(facts, task, call, _filtered(facts, task, call, wanted))
    word = facts.pagination(call.operation)
    named = (_plain(word.size),) if word is not None and word.size is not None else SIZES
    pages = word.style != "whole" if word is not None else _is_paged(facts, task, call)
    usual = USUAL_SIZE if pages else state.count(wanted)
    size = max(0, _number(facts, call, named, usual))
    asked = call.arguments.get(word.parameter) if word is not None and word.parameter else None
    if word is not None and asked is not None:
        known = state.select(wanted) if word.last is not None else ()
        offset = begins(word, asked, size, known)
    else:
        offset = max(0, _offset(facts, call, word, task, size))
    return Page(
        records=state.select(wanted, limit=size, offset=offset),
        total=state.count(wanted),
        offset=offset,
        size=size,
    )


def _is_paged(facts: Facts, task: Task, call: Call) -> bool:
    """Without a way to the next page a list comes as a whole."""
    known = {_plain(each.name) for each in facts.query(call.operation)}
    return task.answer.slot is not None or bool(known & {*SIZES, *OFFSETS, *PAGES})


def _offset(facts: Facts, call: Call, word: Pagination | None, task: Task, size: int) -> int:
    """Where no word says how pages are asked for: a link of ours, or a usual parameter."""
    asked = dict(call.query).get("cursor", "")
    is_linked = word is not None and word.style in {"link", "header"}
    if asked.isdigit() and (is_linked or task.answer.slot is not None):
        return int(asked)
    number = _number(facts, call, PAGES, 1)
    return (number - 1) * size if number > 1 else _number(facts, call, OFFSETS, 0)


def link_header(facts: Facts, call: Call, page: Page) -> dict[str, str]:
    """The Link header of a page, where the document says that there is one."""
    word = facts.pagination(call.operation)
    return header(word, _links(call, page)) if word is not None else {}


def _links(call: Call, page: Page) -> dict[str, str | None]:
    return {"next": _address(call, page), "previous": _address(call, page, forwards=False)}


def envelope(facts: Facts, task: Task, call: Call, page: Page, made: Any, items: list[Any]) -> Any:
    """The body around the items of a page: totals, links and what else its schema holds."""
    slot = task.answer.slot
    if slot is None:
        return items
    body: dict[str, Any] = dict(made) if isinstance(made, dict) else {}
    schema = task.answer.schema
    word = facts.pagination(call.operation)
    ways = told(word, page.offset + len(items), page.total, _links(call, page)) if word else {}
    for each in facts.attributes(schema):
        types = each.types
        plain = _plain(each.name)
        if each.name in ways:
            _put(body, each.name, ways[each.name], types)
        elif plain in NEXT or plain in {"previous", "prev"}:
            link = _address(call, page, forwards=plain in NEXT) if "string" in types else None
            _put(body, each.name, link, types)
        elif types & {"integer", "number"} and (plain in TOTALS or plain.endswith("count")):
            body[each.name] = page.total
        elif types & {"integer", "number"} and plain in OFFSETS:
            body[each.name] = page.offset
        elif types & {"integer", "number"} and plain in SIZES:
            body[each.name] = page.size
        elif types == {"boolean"} and plain in {"hasmore", "hasnext", "more"}:
            body[each.name] = page.has_more
    nested = {way: value for way, value in ways.items() if "." in way}
    for way, value in (*nested.items(), (slot, items)):
        body = _within(body, way.split("."), value)
    return body


def _put(body: dict[str, Any], name: str, value: Any, types: frozenset[str]) -> None:
    """Null where there is nothing to tell, if the schema takes it; else nothing at all."""
    body[name] = value
    if value is None and "null" not in types:
        del body[name]


def _within(body: Any, way: list[str], value: Any) -> dict[str, Any]:
    """The body with an attribute, perhaps one of an attribute."""
    known = body if isinstance(body, dict) else {}
    inner = _within(known.get(way[0]), way[1:], value) if way[1:] else value
    return {**known, way[0]: inner}


def _address(call: Call, page: Page, *, forwards: bool = True) -> str | None:
    """None where there is nothing to lead to."""
    if not (page.has_more if forwards else page.offset > 0) or not page.size:
        return None
    place = page.offset + page.size if forwards else max(0, page.offset - page.size)
    kept = [pair for pair in call.query if pair[0] not in {"cursor", "page", "offset"}]
    scheme = call.headers.get("x-forwarded-proto", "http")
    host = call.headers.get("host", "localhost")
    query = urlencode([*kept, ("cursor", str(place))])
    return f"{scheme}://{host}{quote(call.path)}?{query}"


def _filtered(facts: Facts, task: Task, call: Call, wanted: Wanted) -> Wanted:
    """Parameters that say so, and those that are called as an attribute of the records."""
    if not call.query:
        return wanted
    fits: list[Fit] = []
    equal: list[tuple[tuple[str, ...], Any]] = []
    holding: list[tuple[tuple[str, ...], Any]] = []
    for each in facts.query(call.operation):
        value, word = call.arguments.get(each.name, UNSET), each.words.get(Filter)
        if isinstance(value, dict) and word is not None:
            fits += [
                _fit(facts, task, part, value[part.key]) for part in word.keys if part.key in value
            ]
        if value is UNSET or isinstance(value, dict):
            continue
        if word is not None and (word.operator, word.case) != ("eq", None):
            fits.append(_fit(facts, task, word, value))
            continue
        if isinstance(value, list):
            if len(value) != 1:
                continue
            value = value[0]
        if word is not None:
            equal.append((_path(facts, task, word.attribute), value))
        elif (meant := _meant(facts, task, each)) is not None:
            (holding if meant.is_list else equal).append((meant.path, value))
    return msgspec.structs.replace(
        wanted, equal=tuple(equal), holding=tuple(holding), fits=tuple(fits)
    )


def _fit(facts: Facts, task: Task, word: Filter, value: Any) -> Fit:
    several = value.split(",") if isinstance(value, str) else value
    value = several if word.operator == "in" else value
    path = _path(facts, task, word.attribute)
    return Fit(path, word.operator, value, word.case == "ignored")


def _path(facts: Facts, task: Task, way: str) -> tuple[str, ...]:
    """`author.name` is an attribute of an attribute, unless one is called so itself."""
    record = task.collection.schema if task.collection is not None else None
    is_name = "." not in way or facts.attribute(record, way) is not None
    return (way,) if is_name else tuple(way.split("."))


def _meant(facts: Facts, task: Task, parameter: Parameter) -> _Meant | None:
    """Without a word: `tag` is an attribute `tag`, or what a list `tags` or `tagList` holds."""
    plain = _plain(parameter.name)
    if parameter.words.get(Ordering) or plain in {*SIZES, *OFFSETS, *PAGES}:
        return None
    record = task.collection.schema if task.collection is not None else None
    for each in facts.attributes(record):
        name = _plain(each.name)
        if name == plain and each.types and not each.types & {"array", "object"}:
            return _Meant((each.name,), is_list=False)
        if name in {f"{plain}s", f"{plain}list"} and "array" in each.types:
            return _Meant((each.name,), is_list=True)
    return None


class _Meant(msgspec.Struct, frozen=True):
    """The attribute that a parameter is called after."""

    path: tuple[str, ...]
    is_list: bool


def _ordered(facts: Facts, task: Task, call: Call, wanted: Wanted) -> Wanted:
    found = sorting_of(call.operation, call.arguments)
    if found is None:
        return wanted
    by = tuple(_path(facts, task, each) for each in found.keys if each)
    return msgspec.structs.replace(wanted, by=by, descending=found.order == "descending")


def _number(facts: Facts, call: Call, names: tuple[str, ...], usual: int) -> int:
    """The value of a parameter that the document lists under one of the usual names."""
    for each in facts.query(call.operation):
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
