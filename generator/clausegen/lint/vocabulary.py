"""x-contract against its schema, which is closed: a word that nobody implements is an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from clausegen.document.files import Document
from clausegen.lint.subject import Subject
from clausegen.load import default_document
from clausegen.schemas.validation import Validator, Violation
from clausegen.text.positions import escape
from clausegen.text.problems import Problem
from clausegen.words.vocabulary import KEY

_ATTRIBUTE = re.compile(r"/components/schemas/[^/]+(?:/allOf/\d+)?/properties/[^/]+\Z")
_SCHEMA = re.compile(r"/components/schemas/[^/]+\Z")


def check(subject: Subject) -> Iterator[Problem]:
    vocabulary = _vocabulary()
    places = _places(subject)
    for pointer in sorted(subject.api.visited):
        at = f"{pointer}/{KEY}"
        kind = places.get(pointer) or _schema_place(pointer)
        if kind is None:
            hint = (
                "It is for operations, responses, query parameters, named schemas and attributes."
            )
            message = f"{KEY} has no meaning here"
            yield Problem("vocabulary", message, subject.api.place(at), hint)
            continue
        closed = Validator({"$defs": vocabulary["$defs"], **vocabulary["places"][kind]})
        words = tuple(vocabulary["places"][kind]["properties"])
        for each in closed.errors(subject.node(at)):
            where = subject.api.place(at + "".join(f"/{escape(token)}" for token in each.path))
            unknown = _unknown(each, words, subject.node(at))
            message = f"{KEY} of {_article(kind)}: {unknown or _said(each)}"
            yield Problem("vocabulary", message, where, _known(unknown, words))


def _vocabulary() -> Any:
    path = default_document().with_name("vocabulary.schema.yaml")
    return Document(path.name, path).value


def _places(subject: Subject) -> dict[str, str]:
    found = {}
    for operation in subject.requests():
        found[operation.pointer] = "operation"
        found.update((each.pointer, "response") for each in operation.responses)
        found.update((each.pointer, "parameter") for each in operation.parameters_in("query"))
    return found


def _schema_place(pointer: str) -> str | None:
    if _SCHEMA.match(pointer):
        return "schema"
    return "attribute" if _ATTRIBUTE.match(pointer) else None


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


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
    return f"{meant}Words that may stand here: {', '.join(words)}."


def _said(violation: Violation) -> str:
    if violation.keyword != "not":
        return str(violation)
    if violation.path[:1] == ("deletion",):
        return "deletion: mode hard takes no flag"
    where = ".".join(map(str, violation.path))
    return f"{where}: actor, unknown and input exclude each other"
