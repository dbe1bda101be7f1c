"""What descriptions of attributes say: fixed, unique, only for some, set by the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, Property, relations
from clausegen.model.items import names_in
from clausegen.suggest.suggestion import Suggestion

OWNERS = re.compile(r"\bonly (?:shown )?(?:for|to) the (\w+) that owns", re.IGNORECASE)
FIXED = re.compile(
    r"\b(?:immutable|fixed from then on|never changes"
    r"|(?:cannot|can not|can't|can never) be (?:changed|updated|edited)"
    r"|only be set (?:at|on|during) creation)\b",
    re.IGNORECASE,
)
UNIQUE = re.compile(
    r"\b(?:must be unique|is unique|are unique|unique (?:within|among|per|in)|no two \w[\w ]* share"
    r"|has each \w+ (?:only )?once)\b",
    re.IGNORECASE,
)


def propose(api: Api) -> Iterator[Suggestion]:
    for resource, schema in api.schemas.items():
        for each in schema.properties:
            for word, value, quoted in _said(api, resource, each):
                yield Suggestion(
                    word=word,
                    value=value,
                    pointer=each.schema.pointer,
                    at=f"{resource}.{each.name}",
                    evidence=f'its description says "{quoted}"',
                    confidence=0.95,
                )


def _said(api: Api, resource: str, attribute: Property) -> Iterator[tuple[str, Any, str]]:
    text, name = attribute.schema.description, attribute.name
    is_answered = any(relations.resource_of(api, each) == resource for each in api.operations)
    if not is_answered:
        return  # words stand on the resource, not on what is sent
    if found := OWNERS.search(text):
        yield "visible_to", f"own_{found[1].lower()}", found[0]
    elif attribute.schema.write_only:
        yield "visible_to", "nobody", "writeOnly"
    methods = {each.method for each in relations.writers(api, resource, name)}
    if (found := FIXED.search(text)) and "post" in methods:
        yield "mutability", "immutable", found[0]
    if (found := UNIQUE.search(text)) and "post" in methods:
        within = _within(api, resource, name)
        yield "uniqueness", {"within": within} if within else {}, found[0]


def _within(api: Api, resource: str, name: str) -> str | None:
    """The last parameter of the path at which it is made."""
    for each in relations.writers(api, resource, name):
        names = list(names_in(each.path)) if each.method == "post" else []
        if names:
            return names[-1]
    return None
