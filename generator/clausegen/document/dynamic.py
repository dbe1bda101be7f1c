"""What $dynamicRef leads to depends on the way there: references with it become plain ones.

A schema that is reached on different ways becomes a component for each, as a template would.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clausegen.document.files import Documents, Source
from clausegen.document.resources import IDENTIFIERS

Target = tuple[Path, str]
"""A place in a file, whatever it is called: the identity of a component."""
Scope = tuple[tuple[str, Path, str], ...]
"""Each name that a $dynamicAnchor gives, and the outermost place on the way that gives it."""
NO_SCOPE: Scope = ()


def dynamic_scope(documents: Documents, source: Source, resource: str, outer: Scope) -> Scope:
    """What the names mean inside a resource: what they meant on the way to it comes first."""
    names = documents.resources(source)
    own = names.dynamic.get(resource, {}) if names else {}
    known = {name for name, _, _ in outer}
    added = [(name, source.path, at) for name, at in own.items() if name not in known]
    return tuple(sorted((*outer, *added)))


def seen_from(
    scope: Scope, documents: Documents, source: Source, pointer: str
) -> tuple[Scope, Scope]:
    """The scope inside what a reference leads to, and what of it tells its component from others.

    Only a resource that holds a $dynamicRef asks who came; others are the same for everybody.
    """
    names = documents.resources(source)
    if names is None:
        return NO_SCOPE, NO_SCOPE
    resource = _resource(names.bases, pointer)
    own = dynamic_scope(documents, source, resource, NO_SCOPE)
    if resource not in names.refer:
        return own, NO_SCOPE
    within = dynamic_scope(documents, source, resource, scope)
    return within, NO_SCOPE if within == own else within


def _resource(known: dict[str, str], pointer: str) -> str:
    """The innermost resource that a place lies in."""
    while pointer not in known:
        pointer = pointer.rpartition("/")[0]
    return pointer


def bound(
    scope: Scope, documents: Documents, source: Source, pointer: str, name: str
) -> tuple[Source, str]:
    """The outermost place of a name, if the place found first has it from a $dynamicAnchor."""
    names = documents.resources(source)
    anchors = names.dynamic.get(_resource(names.bases, pointer), {}) if names else {}
    if anchors.get(name) == pointer:
        for known, path, at in scope:
            if known == name:
                return documents.opened(path), at
    return source, pointer


def dropped(node: dict[str, Any]) -> frozenset[str]:
    """Identifiers would move the base of the local references of a bundle."""
    return IDENTIFIERS | {"$dynamicRef"} if "$dynamicRef" in node else IDENTIFIERS


def plain(node: dict[str, Any], reference: str) -> dict[str, Any]:
    """The node with a plain reference; beside another one it is one of allOf."""
    if "$ref" not in node:
        return {"$ref": reference, **node}
    return {**node, "allOf": [*node.get("allOf", ()), {"$ref": reference}]}
