"""The bundle as it was read: without what could not be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.model.schema import UNSET
from clausegen.text.positions import split, step


def mended(value: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy with other values at some pointers, or without them (UNSET)."""
    made: Any = dict(value)
    copied = {id(made)}
    shorter: list[list[Any]] = []
    for pointer, instead in changes.items():
        *way, last = split(pointer)
        try:
            parent = _parent(made, way, copied)
            _set(parent, last, instead)
        except LookupError:  # a part of what is gone already
            continue
        if instead is UNSET and isinstance(parent, list):
            shorter.append(parent)
    for each in shorter:
        each[:] = [item for item in each if item is not UNSET]
    return made  # type: ignore[no-any-return]


def _parent(node: Any, way: list[str], copied: set[int]) -> Any:
    """The mapping or list that a pointer's last word is in; nothing on the way is shared."""
    for token in way:
        child = step(node, token)
        if id(child) not in copied:
            child = child.copy() if isinstance(child, (dict, list)) else child
            copied.add(id(child))
            _set(node, token, child)
        node = child
    return node


def _set(parent: Any, token: str, value: Any) -> None:
    if isinstance(parent, list):
        parent[int(token)] = value  # until all is done the others keep their places
    elif value is UNSET:
        del parent[token]
    else:
        parent[token] = value
