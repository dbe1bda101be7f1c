"""Keywords that change nothing in what clausekit makes of a document: told once each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.document.grammar import GRAMMAR
from clausegen.lint.subject import Subject
from clausegen.text.positions import escape
from clausegen.text.problems import Problem

UNREAD = {
    ("document", "tags.*.kind"): "tag.kind",
    ("parameter", "allowEmptyValue"): "parameter.allowEmptyValue",
    ("header", "explode"): "header.explode",
    ("response", "summary"): "response.summary",
    ("media", "description"): "media-type.description",
    ("media", "prefixEncoding"): "media-type.prefixEncoding",
    ("media", "itemEncoding"): "media-type.itemEncoding",
    ("encoding", "headers"): "encoding.headers",
    ("example", "serializedValue"): "example.serializedValue",
    ("link", "requestBody"): "link.requestBody",
    ("link", "server"): "link.server",
    ("schema", "xml"): "schema.xml",
}
"""(kind of node, way from it) -> the keyword, as the specification calls its object.

tests/clausegen/model/keywords/table.tsv says of each keyword where it comes out.
"""
_HINT = "It stays in the document that readers get."


def check(subject: Subject) -> Iterator[Problem]:
    told: set[str] = set()
    for kind, node, at in _nodes(subject.bundle.value):
        for (wanted, way), name in UNREAD.items():
            if wanted != kind or name in told:
                continue
            found = next(_reached(node, way.split("."), at), None)
            if found is not None:
                told.add(name)
                message = f"`{name}` changes nothing that is made of the document"
                yield Problem("unread", message, subject.api.place(found), _HINT)


def _reached(node: Any, way: list[str], at: str) -> Iterator[str]:
    """The pointers of what a way leads to; * is every entry."""
    if not way:
        yield at
    elif way[0] == "*":
        for index, each in enumerate(node if isinstance(node, list) else ()):
            yield from _reached(each, way[1:], f"{at}/{index}")
    elif isinstance(node, dict) and way[0] in node:
        yield from _reached(node[way[0]], way[1:], f"{at}/{escape(way[0])}")


def _nodes(value: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(kind, node, pointer) of everything that the grammar knows; no data is looked into."""
    stack: list[tuple[str, Any, str]] = [("document", value, "")]
    while stack:
        kind, node, at = stack.pop()
        if not isinstance(node, dict):
            continue
        yield kind, node, at
        slots = GRAMMAR[kind]
        for key, child in node.items():
            slot = slots.get(key) or (None if key.startswith("x-") else slots.get("*"))
            below = f"{at}/{escape(key)}"
            if slot is None:
                continue
            if slot.many == "map" and isinstance(child, dict):
                stack += [(slot.kind, each, f"{below}/{escape(k)}") for k, each in child.items()]
            elif slot.many == "list" and isinstance(child, list):
                stack += [(slot.kind, each, f"{below}/{i}") for i, each in enumerate(child)]
            elif not slot.many:
                stack.append((slot.kind, child, below))
