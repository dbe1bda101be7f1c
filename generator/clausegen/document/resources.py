"""Names that JSON Schema gives to parts of a document: $id, $anchor, $dynamicAnchor, and $self."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urldefrag, urljoin

from clausegen.text.positions import escape

IDENTIFIERS = frozenset(("$id", "$anchor", "$dynamicAnchor"))
WORDS = (*IDENTIFIERS, "$self", "$dynamicRef")
_DATA = frozenset(("default", "enum", "const", "example", "value", "dataValue"))


class Resources:
    """What of one document has a name of its own. A resource is known by its pointer.

    A schema with `$id` is one; what stands outside of all of them belongs to the document, "".
    """

    def __init__(self, value: Any) -> None:
        self.ids: dict[str, str] = {}
        """Absolute identifier (or as absolute as it can be) -> resource."""
        self.bases: dict[str, str] = {"": ""}
        self.anchors: dict[tuple[str, str], str] = {}
        """(resource, name) -> pointer."""
        self.dynamic: dict[str, dict[str, str]] = {}
        """Resource -> name -> pointer, of the anchors that $dynamicRef looks for."""
        self.refer: set[str] = set()
        """The resources that hold a $dynamicRef."""
        self._of: dict[int, str] = {}
        own = value.get("$self") if isinstance(value, dict) else None
        if isinstance(own, str):
            self.bases[""] = urldefrag(own).url
            self.ids[self.bases[""]] = ""
        self._read(value)

    def of(self, node: Any) -> str:
        """The resource that a mapping of the document belongs to."""
        return self._of.get(id(node), "")

    def _read(self, value: Any) -> None:
        stack: list[tuple[Any, str, str, str]] = [(value, "", "", "")]
        while stack:
            node, at, resource, parent = stack.pop()
            if isinstance(node, dict):
                resource = (
                    self._identify(node, at, resource) if parent != "properties" else resource
                )
                if resource:
                    self._of[id(node)] = resource
                for key, child in node.items():
                    if parent == "properties" or not (key in _DATA or key.startswith("x-")):
                        stack.append((child, f"{at}/{escape(key)}", resource, key))
            elif isinstance(node, list) and parent != "examples":
                stack += [(each, f"{at}/{i}", resource, "") for i, each in enumerate(node)]

    def _identify(self, node: Mapping[str, Any], at: str, resource: str) -> str:
        name = node.get("$id")
        if isinstance(name, str):
            base = urldefrag(urljoin(self.bases[resource], name)).url
            resource = at
            self.bases[resource] = base
            self.ids.setdefault(base, resource)
        for key in ("$anchor", "$dynamicAnchor"):
            if isinstance(node.get(key), str):
                self.anchors.setdefault((resource, node[key]), at)
        if isinstance(node.get("$dynamicAnchor"), str):
            self.dynamic.setdefault(resource, {}).setdefault(node["$dynamicAnchor"], at)
        if "$dynamicRef" in node:
            self.refer.add(resource)
        return resource
