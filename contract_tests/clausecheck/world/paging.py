"""Turning the pages of a list, in whichever style they come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from clausegen.model import Api, Operation
from clausegen.model.relations import facets
from clausegen.words.pagination import Pagination, held

from clausecheck.http.exchange import Exchange

LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\",;\s]+))?)*)")
RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\",;\s]+))", re.IGNORECASE)
LINKED = frozenset({"link", "header"})
FEW = 2
"""Items that a page holds where the client may choose: most lists have a second page then."""


class Turn(msgspec.Struct, frozen=True):
    """How to ask for the next page: a link to follow, or other parameters."""

    link: str | None = None
    query: Mapping[str, Any] = {}

    @property
    def key(self) -> str:
        return self.link or repr(sorted(self.query.items()))


def turn(
    page: Pagination | None, exchange: Exchange, pages: Sequence[Sequence[Mapping[str, Any]]]
) -> Turn | None:
    """From the last of the `pages` that were read, which `exchange` shows; None at the end."""
    if page is None or page.style == "whole":
        return None
    if page.style in LINKED:
        link = link_on(exchange, page)
        return Turn(link=link) if link is not None else None
    told_last = page.more is not None and held(exchange.json, page.more) is False
    value = None if told_last else _value(page, exchange, pages)
    return Turn(query={page.parameter or "": value}) if value is not None else None


def _value(
    page: Pagination, exchange: Exchange, pages: Sequence[Sequence[Mapping[str, Any]]]
) -> str | int | None:
    """Of the parameter that asks for the next page."""
    if page.style == "cursor" and page.cursor is not None:
        return _token(held(exchange.json, page.cursor))
    if not pages[-1]:
        return None
    if page.style == "cursor":
        return _token(held(pages[-1][-1], page.last))
    return page.begins + (len(pages) if page.style == "page" else sum(map(len, pages)))


def _token(value: Any) -> str | int | None:
    """Null, no value and an empty text end a list."""
    is_one = isinstance(value, str | int) and not isinstance(value, bool) and value != ""
    return value if is_one else None


def link_on(exchange: Exchange, page: Pagination, *, back: bool = False) -> str | None:
    """The link that leads on from a page, or back; None without one."""
    name = page.previous if back else page.next
    if page.style == "header":
        relation = page.previous if back else page.relation
        return links(exchange.headers.get("link", "")).get((relation or "").lower())
    value = held(exchange.json, name) if name is not None else None
    return value if isinstance(value, str) and value else None


def links(header: str) -> dict[str, str]:
    """Relation -> address, of a Link header (RFC 8288)."""
    found: dict[str, str] = {}
    for address, parameters in LINK.findall(header):
        told = RELATION.search(parameters)
        for relation in (told[1] or told[2] or "").lower().split() if told else ():
            found.setdefault(relation, address)
    return found


def few(api: Api, operation: Operation, page: Pagination | None) -> dict[str, int]:
    """The query that asks for small pages, where there is a parameter for it."""
    for each in operation.parameters_in("query") if page is not None else ():
        if page is not None and each.name == page.size:
            known = list(facets(api, each.schema)) if each.schema is not None else []
            listed = [v for schema in known for v in schema.enum or () if isinstance(v, int)]
            least = [schema.constraint("minimum") or 0 for schema in known]
            return {each.name: min(listed) if listed else int(max([FEW, *least]))}
    return {}


def wider(api: Api, operation: Operation, query: Mapping[str, int]) -> dict[str, int]:
    """The query for pages of one more, where the document allows them; empty if it does not."""
    for name, size in query.items():
        named = (each.schema for each in operation.parameters_in("query") if each.name == name)
        for schema in (part for each in named if each for part in facets(api, each)):
            listed, most = schema.enum, schema.constraint("maximum")
            if (listed and size + 1 not in listed) or (most is not None and size >= most):
                return {}
        return {name: size + 1}
    return {}
