"""Names for components that had none: taken from the file or the last word of the pointer."""

from __future__ import annotations

import re
from pathlib import Path

from clausegen.text.positions import split

_NESTING = frozenset(
    ("properties", "items", "allOf", "anyOf", "oneOf", "prefixItems", "paths", "content", "schema")
)
_STRUCTURE = (_NESTING - {"items"}) | {
    *("components", "schemas", "responses", "parameters", "headers", "requestBodies", "examples"),
    *("links", "callbacks", "definitions", "$defs", "patternProperties", "application/json"),
}
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def component_name(path: Path, pointer: str) -> str:
    """`Book` for schemas.yaml#/Book and for Book.yaml.

    Inside a schema the way to the part is told: `Book_title` for .../Book/properties/title.
    """
    words = split(pointer)
    if not words:
        words = [path.stem]
    elif _NESTING.isdisjoint(words[:-1]):
        words = words[-1:]
    else:
        words = [("item" if word == "items" else word) for word in words if word not in _STRUCTURE]
    return _UNFIT.sub("_", "_".join(words)).strip("_")[:100] or "unnamed"
