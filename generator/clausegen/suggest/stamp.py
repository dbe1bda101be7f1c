"""Stamps: what only the server sets, and describes as when or who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, Property, relations
from clausegen.suggest.lists import plain
from clausegen.suggest.suggestion import Suggestion

MADE = r"(?:created|made|added|registered)"
CHANGED = r"(?:changed|updated|modified|edited)"
SAYS: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (rf"\bwhen (?:the|this|an?) [\w -]+? was (?:first )?{MADE}\b", {"at": "creation"}),
        (
            rf"\bwhen (?:the|this|an?) [\w -]+? (?:was )?(?:last {CHANGED}|{CHANGED} last)\b",
            {"at": "change"},
        ),
        (rf"\b(?:who|user that) {MADE} (?:the|this)\b", {"at": "creation", "of": "caller"}),
        (
            rf"\b(?:who|user that) (?:last {CHANGED} (?:the|this)|{CHANGED} (?:the|this).+ last)\b",
            {"at": "change", "of": "caller"},
        ),
    )
)
NAMED = {"createdat": "creation", "updatedat": "change", "modifiedat": "change"}
"""Names that tell without a sentence, though less surely."""


def propose(api: Api) -> Iterator[Suggestion]:
    for resource, schema in api.schemas.items():
        methods = {each.method for each in relations.writers(api, resource)}
        answered = any(relations.resource_of(api, each) == resource for each in api.operations)
        for each in schema.properties if answered and "post" in methods else ():
            word, evidence, confidence = _said(api, resource, each)
            if word is not None and (word["at"] == "creation" or methods & {"put", "patch"}):
                yield Suggestion(
                    word="stamp",
                    value=word,
                    pointer=each.schema.pointer,
                    at=f"{resource}.{each.name}",
                    evidence=evidence,
                    confidence=confidence,
                )


def _said(api: Api, resource: str, attribute: Property) -> tuple[Any, str, float]:
    """(word, evidence, confidence)."""
    types = relations.json_types(api, attribute.schema) or frozenset()
    is_set = relations.is_read_only(api, attribute.schema)
    if not is_set or relations.writers(api, resource, attribute.name) or "object" in types:
        return None, "", 0
    text, facets = attribute.schema.description, relations.facets(api, attribute.schema)
    for pattern, word in SAYS:
        if found := pattern.search(text):
            return word, f'read-only, and its description says "{found[0]}"', 0.93
    is_moment = any(each.format == "date-time" for each in facets)
    at = NAMED.get(plain(attribute.name)) if is_moment else None
    told = {"at": at} if at is not None else None
    return told, "read-only, and its name says it", 0.8 if at == "creation" else 0.7
