"""x-contract against its schema, which is closed: a word that nobody implements is an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.schemas.validation import Validator, Violation
from clausegen.text.positions import escape
from clausegen.text.problems import Problem
from clausegen.words.english import joined, with_article
from clausegen.words.vocabulary import closed
from clausegen.words.word import KEY, Kind

_ATTRIBUTE = re.compile(r"/components/schemas/[^/]+(?:/allOf/\d+)?/properties/[^/]+\Z")
_SCHEMA = re.compile(r"/components/schemas/[^/]+\Z")
_PLACES: dict[Kind, str] = {
    "document": "the document itself",
    "operation": "operations",
    "response": "responses",
    "parameter": "query parameters",
    "schema": "named schemas",
    "attribute": "attributes",
}


def check(subject: Subject) -> Iterator[Problem]:
    places = _places(subject)
    for pointer in sorted(subject.api.visited):
        at = f"{pointer}/{KEY}"
        kind = places.get(pointer) or _schema_place(pointer)
        if kind is None:
            message = f"{KEY} has no meaning here"
            yield Problem("vocabulary", message, subject.api.place(at), _nowhere())
            continue
        words = tuple(closed(kind)["properties"])
        for each in _closed(kind).errors(subject.node(at)):
            where = subject.api.place(at + "".join(f"/{escape(token)}" for token in each.path))
            unknown = _unknown(each, words, subject.node(at))
            message = f"{KEY} of {with_article(kind)}: {unknown or _said(each, kind)}"
            yield Problem("vocabulary", message, where, _known(unknown, words))


def _nowhere() -> str:
    usable = [name for kind, name in _PLACES.items() if closed(kind)["properties"]]
    return f"It is for {joined(usable, 'and')}."


@cache
def _closed(kind: Kind) -> Validator:
    return Validator(closed(kind))


def _places(subject: Subject) -> dict[str, Kind]:
    found: dict[str, Kind] = {"": "document"}
    for operation in subject.requests():
        found[operation.pointer] = "operation"
        found |= {each.pointer: "response" for each in operation.responses}
        found |= {each.pointer: "parameter" for each in operation.parameters_in("query")}
    return found


def _schema_place(pointer: str) -> Kind | None:
    if _SCHEMA.match(pointer):
        return "schema"
    return "attribute" if _ATTRIBUTE.match(pointer) else None


def _unknown(violation: Violation, words: tuple[str, ...], value: Any) -> str:
    """The words that may not stand here, when that is what is wrong."""
    if violation.keyword != "additionalProperties" or violation.path:
        return ""
    return "there is no word " + " or ".join(word for word in value if word not in words)


def _known(unknown: str, words: tuple[str, ...]) -> str:
    if not unknown:
        return ""
    last = unknown.rpartition(" ")[2]
    close = difflib.get_close_matches(last, words, 1)
    meant = f"Did you mean {close[0]}? " if close else ""
    return f"{meant}Words that may stand here: {', '.join(words) or 'none yet'}."


def _said(violation: Violation, kind: Kind) -> str:
    """`not` alone says nothing: the word's schema comments on it."""
    node: Any = closed(kind)
    for step in violation.schema_path[:-1] if violation.keyword == "not" else ():
        node = node[step]
    if violation.keyword != "not" or "$comment" not in node:
        return str(violation)
    where = ".".join(map(str, violation.path))
    return f"{where}: {node['$comment']}"
