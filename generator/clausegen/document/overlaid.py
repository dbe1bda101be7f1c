"""A tree that overlays change, and where each of its parts was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from clausegen.text.positions import escape, pointers, split
from clausegen.text.problems import Place

Key = str | int
Location = tuple[Key, ...]
Origin = tuple[Callable[[str], Place], str]
"""Who knows the places of a text, and the pointer in it."""
_PRIMITIVES = (str, int, float, bool, type(None))


class Incompatible(Exception):  # noqa: N818 - what an update and its target are
    """An update of another kind than what it should change."""


class Overlaid:
    """In the place of the document that it was made from: `file` and `path` are the document's."""

    def __init__(self, file: str, path: Path, value: Any, place: Callable[[str], Place]) -> None:
        self.file = file
        self.path = path
        self.value = value
        self._root: Origin = (place, "")
        self._own: dict[int, Any] = {}
        """Containers that are copies: those of the document and of overlays are never changed."""
        self._origins: dict[int, dict[Key, Origin]] = {}
        """For the containers in `_own`: what in them was written elsewhere."""
        self._pointers: dict[int, str] | None = None

    # Places

    def place(self, pointer: str) -> Place:
        """Where a value stands: in an overlay, or in one of the document's files."""
        value, location = self.value, []
        for token in split(pointer):
            key: Key = int(token) if isinstance(value, list) and token.isdecimal() else token
            location.append(key)
            value = _entry(value, key)
        owner, at = self.origin(tuple(location))
        return owner(at)

    def place_in(self, node: Any, key: str) -> Place:
        if self._pointers is None:
            self._pointers = pointers(self.value)
        return self.place(f"{self._pointers.get(id(node), '')}/{escape(key)}")

    def mentions(self, word: str) -> bool:
        return word in str(self.value)

    def origin(self, location: Location) -> Origin:
        owner, at = self._root
        value = self.value
        for key in location:
            elsewhere = self._origins.get(id(value), {}).get(key)
            owner, at = elsewhere or (owner, f"{at}/{escape(key)}")
            value = _entry(value, key)
        return owner, at

    # Changes

    def get(self, location: Location) -> Any:
        """Raises LookupError."""
        value = self.value
        for key in location:
            value = value[key]
        return value

    def _owned(self, location: Location) -> Any:
        """The mapping or list at a location, as one that may be changed."""
        if not location:
            if id(self.value) not in self._own:
                self.value = self._copy(self.value)
            return self.value
        parent, key = self._owned(location[:-1]), location[-1]
        if id(parent[key]) not in self._own:
            parent[key] = self._copy(parent[key])
        return parent[key]

    def _copy(self, value: Any) -> Any:
        made = value.copy()
        self._own[id(made)] = made
        return made

    def _put(self, parent: Any, key: Key, value: Any, origin: Origin) -> None:
        parent[key] = value
        self._origins.setdefault(id(parent), {})[key] = origin

    def update(self, location: Location, value: Any, origin: Origin) -> None:
        """Merges mappings, lengthens lists, replaces anything else. Raises Incompatible."""
        found = self.get(location)
        if isinstance(found, dict) and isinstance(value, dict):
            self._merge(location, value, origin)
        elif isinstance(found, list):
            self._extend(location, value, origin)
        elif location and isinstance(found, _PRIMITIVES) and isinstance(value, _PRIMITIVES):
            self._put(self._owned(location[:-1]), location[-1], value, origin)
        elif value is not None:
            raise Incompatible(f"{_kind(found)} cannot be updated with {_kind(value)}")

    def _merge(self, location: Location, value: dict[str, Any], origin: Origin) -> None:
        owner, at = origin
        target = self._owned(location)
        for key, child in value.items():
            below = owner, f"{at}/{escape(key)}"
            if key not in target:
                self._put(target, key, child, below)
            elif (
                isinstance(target[key], list) and child is not None and not isinstance(child, list)
            ):
                raise Incompatible(f"{key} is a list, and the update has {_kind(child)}")
            else:
                self.update((*location, key), child, below)

    def _extend(self, location: Location, value: Any, origin: Origin) -> None:
        target = self._owned(location)
        owner, at = origin
        added = [(value, origin)]
        if isinstance(value, list):
            added = [(each, (owner, f"{at}/{index}")) for index, each in enumerate(value)]
        for each, written in added:
            target.append(each)
            self._origins.setdefault(id(target), {})[len(target) - 1] = written

    def remove(self, location: Location) -> None:
        """Raises LookupError for what is gone already."""
        self.get(location)
        *way, key = location
        above = tuple(way)
        if isinstance(self.get(above), list):
            origins = [self.origin((*above, i)) for i in range(len(self.get(above))) if i != key]
            parent = self._owned(above)
            del parent[key]
            self._origins[id(parent)] = dict(enumerate(origins))
            return
        parent = self._owned(above)
        del parent[key]
        self._origins.get(id(parent), {}).pop(key, None)


def _entry(value: Any, key: Key) -> Any:
    """None below what is not there: its place is that of the last thing on the way."""
    try:
        return value[key]
    except (LookupError, TypeError):
        return None


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"
