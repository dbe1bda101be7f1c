"""Pages: a parameter that asks for another one, or a link that leads on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, relations
from clausegen.suggest.lists import OFFSETS, PAGES, SIZES, TOKENS, TOTALS, Listing, listings, plain
from clausegen.suggest.suggestion import Suggestion
from clausegen.words.pagination import pagination_of

TELLING = {
    *("nextcursor", "nextpagetoken", "continue", "nextmarker", "nexttoken", "endcursor", "lastid"),
    *("cursor", "next", "pagetoken", "marker"),
}
LINKS = {"next", "nextpageuri", "nextpage", "nextlink", "nexturl", "nextpageurl"}
BACK = {"previous", "prev", "previouspage", "prevpage", "previouslink", "previousurl"}
MORE = {"hasmore", "hasnext", "hasnextpage", "more"}


def propose(api: Api) -> Iterator[Suggestion]:
    """On the envelope where one is named that holds the links; else on the operation."""
    for of in listings(api):
        word = paging(of) if pagination_of(api, of.operation) is None else None
        envelope = _envelope(of, word) if word is not None else None
        if word is None:
            continue
        yield Suggestion(
            word="pagination",
            value=word,
            pointer=envelope or of.operation.pointer,
            at=of.operation.id,
            evidence=_evidence(word),
            confidence=0.97 if word.get("next") else 0.9,
            operation=of.operation,
        )


def shown(api: Api) -> Iterator[Listing]:
    """The lists of which a word tells, or could tell, where their items are."""
    for of in listings(api):
        is_said = pagination_of(api, of.operation) is not None
        if of.array() == "" or is_said or paging(of) is not None:
            yield of


def is_paged(of: Listing) -> bool:
    """Whether anything of a list speaks of pages."""
    asks = of.named(TOKENS) or of.named(PAGES) or of.named(OFFSETS) or of.told(LINKS)
    return asks is not None or _has_link_header(of)


def _has_link_header(of: Listing) -> bool:
    return any(h.name == "Link" for r in of.operation.responses for h in r.headers)


def paging(of: Listing) -> dict[str, Any] | None:
    """The word; None where the list does not page, or nobody can tell how."""
    way = of.array()
    if way is None or not is_paged(of):
        return None
    style = _style(of, way)
    if style is None:
        return None
    common = {
        "items": way,
        "size": of.named(SIZES),
        "more": of.told(MORE),
        "total": of.told(TOTALS),
    }
    return {key: value for key, value in {**common, **style}.items() if value}


def _style(of: Listing, way: str) -> dict[str, Any] | None:
    token, number, offset = of.named(TOKENS), of.named(PAGES), of.named(OFFSETS)
    link = of.told(LINKS)
    if token and (telling := of.told(TELLING)):
        return {"style": "cursor", "parameter": token, "cursor": telling}
    if token and (last := _key(of)):
        return {"style": "cursor", "parameter": token, "last": last}
    if _has_link_header(of):
        return {"style": "header"}
    if number:
        return {"style": "page", "parameter": number}
    if offset:
        first = {"first": 1} if plain(offset) == "startindex" else {}  # as SCIM counts
        return {"style": "offset", "parameter": offset, **first}
    return {"next": link, "previous": of.told(BACK)} if link and way else None


def _key(of: Listing) -> str | None:
    known = of.attributes()
    return next((known[each] for each in ("id", "uid", "key", "name") if each in known), None)


def _envelope(of: Listing, word: dict[str, Any]) -> str | None:
    """The named schema that says all of it, whatever the items are."""
    schema = relations.response_schema(of.operation)
    keys = ("next", "previous", "items", "cursor", "more", "total")
    told = {word.get(each) for each in keys} - {None}
    if schema is None or "parameter" in word or "size" in word:
        return None
    named = [
        part.pointer
        for part in of.api.parts(schema)
        if part.name is not None and told <= {each.name for each in part.properties}
    ]
    return named[-1] if named else None  # the part that others extend


def _evidence(word: dict[str, Any]) -> str:
    if "next" in word:
        return f"the answer holds {word['next']} beside {word['items']}"
    if word.get("style") == "header":
        return "the answer has a Link header"
    return f"the parameter {word['parameter']} asks for a page"
