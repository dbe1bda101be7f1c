"""A value beside the schemas that describe it: where blame and remarks find what they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from clausegen.model import Api, Schema
from clausegen.model.relations import named_branch
from clausegen.schemas.patterns import matches

Path = tuple[str | int, ...]


def described(
    document: Api, schema: Schema, value: Any, path: Path = ()
) -> Iterator[tuple[Path, Schema, Any]]:
    """(path, part, value) of each schema that a value has to keep, whatever else it keeps.

    Of alternatives only the one counts that the value names by the discriminator.
    """
    for part in document.parts(schema):
        yield path, part, value
        branch = named_branch(part, value)
        if branch is not None:
            yield from described(document, branch, value, path)
        for key, inner in _children(value):
            for below in parts_below(part, key):
                yield from described(document, below, inner, (*path, key))


def parts_below(part: Schema, key: str | int) -> Iterator[Schema]:
    """The schemas that one schema gives for an attribute or an item."""
    if isinstance(key, int):
        if key < len(part.prefix_items):
            yield part.prefix_items[key]
        elif part.items is not None:
            yield part.items
        return
    named = [each.schema for each in part.properties if each.name == key]
    named += [each for pattern, each in part.pattern_properties if matches(pattern, key)]
    yield from named
    if not named and isinstance(part.additional, Schema):
        yield part.additional


@lru_cache(maxsize=8)
def speaks_of(document: Api, keyword: str) -> bool:
    """Whether a document uses a keyword at all: most walks can be spared."""
    return f'"{keyword}"'.encode() in msgspec.json.encode(document.bundle)


def _children(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()
