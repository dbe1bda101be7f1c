"""Schemas and values in plain English, for the sentences of clauses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from clausegen.model import UNSET, Api, Condition, Schema, relations

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


def value(it: Any) -> str:
    """A JSON value in a sentence."""
    text = json.dumps(it, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a sentence, no dump


def plain(it: Any) -> str:
    """A value as a query parameter spells it."""
    return it if isinstance(it, str) else json.dumps(it)


def values(them: Sequence[Any]) -> str:
    shown = [value(each) for each in them[:_MANY]]
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
        return f"{_article(name)} {name}"
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


def _article(name: str) -> str:
    return "an" if name[:1].lower() in "aeio" else "a"


def condition(it: Condition, title: str) -> str:
    """Such as "if is_online is true, is_open is true."."""
    if_ = joined(list(_demands(it.if_, given=False)), "and")
    then = joined(list(_demands(it.then, given=True)), "and") if it.then else ""
    otherwise = joined(list(_demands(it.else_, given=True)), "and") if it.else_ else ""
    if not if_ or not (then or otherwise):
        return f"{title.replace('_', ' ')}."
    parts = [f"if {if_}, {then}" if then else "", f"unless {if_}, {otherwise}" if otherwise else ""]
    return f"{joined([part for part in parts if part], 'and')}."


def _demands(node: Schema, *, given: bool) -> Iterator[str]:
    """What a schema asks of an object, attribute by attribute; `given` says so of required ones."""
    described = set()
    for each in node.properties:
        is_given = "is given and " if given and each.name in node.required else ""
        demand = _demand(each.schema)
        if demand:
            described.add(each.name)
            yield f"{each.name} {is_given}{demand}"
    yield from (f"{name} is given" for name in node.required if name not in described)


def _demand(node: Schema) -> str:
    if node.const is not UNSET:
        return f"is {value(node.const)}"
    if node.enum is not None:
        return (
            f"is one of {values(node.enum)}" if len(node.enum) > 1 else f"is {value(node.enum[0])}"
        )
    if node.types:
        return f"is {types([*node.types, *(['null'] if node.nullable else [])])}"
    if node.not_ is not None and _demand(node.not_):
        return _demand(node.not_).replace("is ", "is not ", 1)
    return ""


def operation_link(operation: str) -> str:
    """Markdown that the documentation turns into a link."""
    return f"[{operation}](#operation/{operation})"
