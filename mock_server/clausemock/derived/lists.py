"""The pages of a list: which part of it is shown, and what stands around."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from clausegen.words.pagination import Pagination

from clausemock.behaviours.pagination import begins, header, told
from clausemock.derived.call import Call
from clausemock.derived.facts import Facts
from clausemock.derived.plan import Task
from clausemock.derived.state import Record, State, Wanted
from clausemock.derived.wants import OFFSETS, PAGES, PAGING, SIZES, plain

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
    word = facts.pagination(call.operation)
    named = (plain(word.size),) if word is not None and word.size is not None else SIZES
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
    if task.answer.slot is not None:
        return True
    return any(plain(each.name) in PAGING for each in facts.query(call.operation))


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
        name = plain(each.name)
        if each.name in ways:
            _put(body, each.name, ways[each.name], types)
        elif name in NEXT or name in {"previous", "prev"}:
            link = _address(call, page, forwards=name in NEXT) if "string" in types else None
            _put(body, each.name, link, types)
        elif types & {"integer", "number"} and (name in TOTALS or name.endswith("count")):
            body[each.name] = page.total
        elif types & {"integer", "number"} and name in OFFSETS:
            body[each.name] = page.offset
        elif types & {"integer", "number"} and name in SIZES:
            body[each.name] = page.size
        elif types == {"boolean"} and name in {"hasmore", "hasnext", "more"}:
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


def _number(facts: Facts, call: Call, names: tuple[str, ...], usual: int) -> int:
    """The value of a parameter that the document lists under one of the usual names."""
    for each in facts.query(call.operation):
        if plain(each.name) in names:
            value = call.arguments.get(each.name)
            if value is None and each.schema is not None and isinstance(each.schema.default, int):
                value = each.schema.default
            if isinstance(value, int) and not isinstance(value, bool):
                return value
    return usual
