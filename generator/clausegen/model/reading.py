"""Reads values of the right shape from JSON; others are noted and read as absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from clausegen.model import UNSET, Words
from clausegen.text.positions import escape

Node = dict[str, Any]
KEY = "x-contract"
Fail = Callable[[str, str], None]
"""Told a message and the pointer of what is wrong."""
ReadWords = Callable[[Node, Fail, str], Words]
"""(a node, fail, its pointer) -> the words that its x-contract says, or what others call so."""


class Unreadable(Exception):  # noqa: N818 - it says what a part is, and is always caught
    """A part that must be read whole or not at all, such as a parameter of an operation."""


class Reading:
    """`findings` are (message, pointer). null counts as absent everywhere."""

    def __init__(self, read_words: ReadWords) -> None:
        self._read_words = read_words
        self.findings: list[tuple[str, str]] = []
        self.mended: dict[str, Any] = {}
        """Pointer -> what was read instead of the value there; UNSET when it was left out."""

    def fail(self, message: str, at: str, instead: Any = UNSET) -> None:
        self.findings.append((message, at))
        self.mended[at] = instead

    def whole(self, value: Any, at: str) -> Node:
        """A mapping that nothing can stand for. Raises Unreadable."""
        if not isinstance(value, dict):
            self.fail(f"must be a mapping, not {shape(value)}", at)
            raise Unreadable
        return value

    def words(self, node: Node, at: str) -> Words:
        return self._read_words(node, self.fail, at)

    def node(self, value: Any, at: str) -> Node:
        if isinstance(value, dict):
            return value
        self.fail(f"must be a mapping, not {shape(value)}", at, instead={})
        return {}

    def text(self, node: Node, key: str, at: str) -> str:
        return self.optional(node, key, at) or ""

    def optional(self, node: Node, key: str, at: str) -> str | None:
        """Numbers are taken as text (a version such as 1.0 in YAML)."""
        value = node.get(key)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self.fail(f"{key} must be text, not {shape(value)}", f"{at}/{escape(key)}")
        return None

    def flag(self, node: Node, key: str, at: str) -> bool:
        value = node.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fail(f"{key} must be true or false, not {shape(value)}", f"{at}/{escape(key)}")
        return False

    def mapping(self, node: Node, key: str, at: str) -> Node:
        value = node.get(key)
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        self.fail(f"{key} must be a mapping, not {shape(value)}", f"{at}/{escape(key)}")
        return {}

    def entries(self, node: Node, key: str, at: str) -> Iterator[tuple[str, Any, str]]:
        """(name, value, pointer) of a mapping whose names are the author's: `x-rate-limit` too."""
        for name, value in self.mapping(node, key, at).items():
            yield name, value, f"{at}/{escape(key)}/{escape(name)}"

    def fields(self, node: Node, key: str, at: str) -> Iterator[tuple[str, Any, str]]:
        """`entries` of an object that may hold extensions, which are left out."""
        for entry in self.entries(node, key, at):
            if not entry[0].startswith("x-"):
                yield entry

    def pairs(self, node: Node, key: str, at: str) -> tuple[tuple[str, str], ...]:
        """A mapping of texts."""
        below = f"{at}/{escape(key)}"
        mapping = self.mapping(node, key, at)
        return tuple((name, self.text(mapping, name, below)) for name in mapping)

    def items(self, node: Node, key: str, at: str) -> Iterator[tuple[Any, str]]:
        """(value, pointer) of a list's items."""
        value = node.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fail(f"{key} must be a list, not {shape(value)}", f"{at}/{escape(key)}")
            return
        for index, item in enumerate(value):
            yield item, f"{at}/{escape(key)}/{index}"

    def texts(self, node: Node, key: str, at: str) -> tuple[str, ...]:
        """A list of texts."""
        found = []
        for item, below in self.items(node, key, at):
            if isinstance(item, str):
                found.append(item)
            else:
                self.fail(f"must be text, not {shape(item)}", below)
        return tuple(found)


def shape(value: Any) -> str:
    """What a value is, in the words of a YAML author."""
    if value is None:
        return "null"
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}
    return names.get(type(value), "a number")
