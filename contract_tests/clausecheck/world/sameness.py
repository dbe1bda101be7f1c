"""Whether what is shown is what was sent: values that mean the same are the same."""

from __future__ import annotations

import re
from typing import Any

from clausegen.model import Api, Schema, relations

from clausecheck.world.moments import moment

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
CASELESS = frozenset({"uuid", "hostname", "idn-hostname", "email", "uri"})
"""Formats in which servers may write capitals as small letters."""


UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_same_id(one: Any, other: Any) -> bool:
    """Whether two ids name the same thing: the letters of a UUID may be capitals."""
    if one == other:
        return True
    texts = isinstance(one, str) and isinstance(other, str)
    return texts and one.casefold() == other.casefold() and UUID.fullmatch(one) is not None


def is_same(api: Api, schema: Schema | None, sent: Any, found: Any) -> bool:
    """An object that is shown may hold more than was sent, such as an id."""
    if isinstance(sent, dict) and isinstance(found, dict):
        schemas = {each.name: each.schema for each in api.attributes(schema)} if schema else {}
        return all(
            name in found and is_same(api, schemas.get(name), value, found[name])
            for name, value in sent.items()
            if not _is_hidden(api, schemas.get(name))
        )
    if isinstance(sent, list) and isinstance(found, list):
        items = _items(api, schema)
        pairs = zip(sent, found, strict=False)
        return len(sent) == len(found) and all(is_same(api, items, *pair) for pair in pairs)
    if isinstance(sent, bool) or isinstance(found, bool):
        return sent is found
    return bool(sent == found) or _means_same(api, schema, sent, found)


def _means_same(api: Api, schema: Schema | None, sent: Any, found: Any) -> bool:
    if not isinstance(sent, str) or not isinstance(found, str):
        return False
    if sent.casefold() == found.casefold():
        formats = {each.format for each in relations.facets(api, schema)} if schema else set()
        return bool(formats & CASELESS) or any(each.fullmatch(sent) for each in (COLOUR, UUID))
    when = moment(sent)
    return when is not None and when == moment(found)


def _is_hidden(api: Api, schema: Schema | None) -> bool:
    return schema is not None and any(each.write_only for each in relations.facets(api, schema))


def _items(api: Api, schema: Schema | None) -> Schema | None:
    facets = relations.facets(api, schema) if schema is not None else ()
    return next((each.items for each in facets if each.items is not None), None)
