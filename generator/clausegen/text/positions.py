"""Where each value of a parsed text begins: offsets, and the way from there to line and column."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from clausegen.text.problems import Place

Starts = dict[int, dict[Any, int]]
"""id of a mapping or sequence -> its key or index -> offset in the text where that entry begins.

Keyed by identity: no pointer is spelled before somebody asks. The values must stay alive.
"""


class Lines:
    """Turns offsets of one text into lines and columns, both counted from 1."""

    def __init__(self, text: str) -> None:
        self._begins = [0]
        found = text.find("\n")
        while found >= 0:
            self._begins.append(found + 1)
            found = text.find("\n", found + 1)

    def place(self, file: str, offset: int, pointer: str = "") -> Place:
        line = bisect_right(self._begins, offset)
        return Place(file, line, offset - self._begins[line - 1] + 1, pointer)


def split(pointer: str) -> list[str]:
    """The tokens of a JSON pointer; "" is the whole document."""
    tokens = pointer.split("/")[1:]
    if "~" not in pointer:
        return tokens
    return [token.replace("~1", "/").replace("~0", "~") for token in tokens]


def escape(token: object) -> str:
    """A key or an index as one token of a JSON pointer."""
    text = str(token)
    if "~" in text or "/" in text:
        return text.replace("~", "~0").replace("/", "~1")
    return text


def step(value: Any, token: str) -> Any:
    """The entry of a mapping or sequence that a token names. Raises LookupError."""
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list) and token.isascii() and token.isdigit() and len(token) < 10:  # noqa: PLR2004 - no list is longer
        return value[int(token)]
    raise LookupError(token)


def pointers(value: Any) -> dict[int, str]:
    """By the id of each mapping and list its pointer; the first, where aliases repeat it."""
    found: dict[int, str] = {}
    stack = [(value, "")]
    while stack:
        node, at = stack.pop()
        if isinstance(node, (dict, list)) and id(node) not in found:
            found[id(node)] = at
            entries: Any = node.items() if isinstance(node, dict) else enumerate(node)
            stack.extend((child, f"{at}/{escape(key)}") for key, child in entries)
    return found
