"""Objects and lists in the style deepObject: name[attribute][0]=value, as deep as they go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from .kinds import attribute_types, item_type

LONGEST = 9
"""Digits of a place in a list: who writes more of them means a name."""


def deep_value(
    name: str, kind: Any, sent: Mapping[str, list[str]], decode: Callable[[str], str]
) -> Any:
    """The untyped value of a parameter, or of an attribute of a form; None when absent.

    Lists are told by their type: numbered, with empty brackets, or by one name for every item.
    """
    tree: dict[str, Any] = {}
    for key, texts in sent.items():
        if not (key.startswith(f"{name}[") and key.endswith("]")):
            continue
        *parents, last = key[len(name) + 1 : -1].split("][")
        target = tree
        for parent in parents:
            target = target.setdefault(parent, {})
            if not isinstance(target, dict):
                raise msgspec.ValidationError(f"{key} contradicts another value")
        if last in target:
            raise msgspec.ValidationError(f"{key} contradicts another value")
        target[last] = [decode(text) for text in texts]
    return _shaped(tree, kind) if tree else None


def _shaped(found: Any, kind: Any) -> Any:
    item = item_type(kind)
    if isinstance(found, list):
        return found if item is not None or len(found) > 1 else found[0]
    if item is None or not all(map(_is_place, found)):
        types = attribute_types(kind)
        other = types.get("", Any)
        return {name: _shaped(each, types.get(name, other)) for name, each in found.items()}
    listed = [found[place] for place in sorted(filter(None, found), key=int)]
    rest = found.get("", [])
    listed += [[text] for text in rest] if isinstance(rest, list) else [rest]
    return [_shaped(each, item) for each in listed]


def _is_place(name: str) -> bool:
    return not name or (name.isdecimal() and len(name) <= LONGEST)
