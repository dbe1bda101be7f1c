"""Values and types in plain English, for the sentences of clauses, differences and the docs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from clausegen.model import UNSET, Api, Schema, relations

Mark = Callable[[str], str]
"""How a name or a value is set apart from the words around it."""
_TYPES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_FORMATS = {
    "uuid": "a UUID",
    "date-time": "a date and time",
    "date": "a date",
    "email": "an e-mail address",
    "uri": "a URI",
    "hostname": "a host name",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
}
_MANY = 8
LONGEST = 60
"""Characters of a value in a sentence, which is no dump."""


def a(noun: str) -> str:
    """With the indefinite article that its first letter asks for."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def value(it: Any, longest: int = LONGEST) -> str:
    """A JSON value as a document writes it, cut when it is very long."""
    text = json.dumps(it, ensure_ascii=False, default=str)
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def plain(it: Any) -> str:
    """A value as a query parameter spells it."""
    return it if isinstance(it, str) else json.dumps(it)


def values(them: Sequence[Any], mark: Mark = str) -> str:
    shown = [mark(value(each)) for each in them[:_MANY]]
    if len(them) > _MANY:
        shown.append(f"{len(them) - _MANY} more")
    return joined(shown, "and" if len(them) > _MANY else "or")


def joined(words: Sequence[str], last: str) -> str:
    if len(words) < 2:  # noqa: PLR2004 - one word needs no joining
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def types(them: Iterable[str]) -> str:
    known = set(them)
    ordered = [text for name, text in _TYPES.items() if name in known]
    return joined(ordered, "or")


def schema(api: Api, node: Schema) -> str:
    """What a value is: "a UUID or null", "a list of Book", "one of ..."."""
    null = relations.accepts_null(api, node)
    facets = list(relations.facets(api, node))
    for facet in facets:
        if facet.const is not UNSET:
            return value(facet.const)
        if facet.enum is not None:
            allowed = (*facet.enum, *((None,) if null and None not in facet.enum else ()))
            return f"one of {values(allowed)}" if len(allowed) > 1 else values(allowed)
    kind = _kind(api, node, facets)
    return f"{kind} or null" if null else kind


def _kind(api: Api, node: Schema, facets: Sequence[Schema]) -> str:
    name = relations.named(api, node)
    if name is not None:
        return with_article(name)
    found = (relations.json_types(api, node) or frozenset()) - {"null"}
    for facet in facets:
        if facet.format in _FORMATS and found == {"string"}:
            return _FORMATS[facet.format]
        if found == {"array"} and facet.items is not None:
            of = relations.named(api, facet.items)
            return f"a list of {of}" if of else "a list"
    if not found:
        return "a value that keeps its schema"
    return types(found)


def with_article(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeio" else f"a {noun}"


def code(text: str) -> str:
    """Markdown of a name or a value."""
    return f"`{text}`"


def operation_link(operation: str) -> str:
    """Markdown that the documentation turns into a link."""
    return f"[{operation}](#operation/{operation})"
