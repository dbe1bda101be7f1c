"""JSON text -> values at full speed; positions only when somebody asks for a place."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from clausegen.text.positions import Starts
from clausegen.text.text_error import MAX_DEPTH, TextError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+')
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(text: str) -> Any:
    """Raises TextError."""
    repeated: list[dict[str, Any]] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            repeated.append(made)
        return made

    try:
        value = json.loads(
            text, object_pairs_hook=mapping, parse_constant=_refuse, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        raise TextError("syntax", f"not JSON: {error.msg}", error.pos) from None
    except RecursionError:
        positions(text, None)
        raise
    except ValueError as error:
        raise TextError("number", str(error).split(";", 1)[0], 0) from None
    if repeated or _is_deep(value):
        positions(text, value)
    if _SURROGATE.search(text):
        _check_surrogates(value)
    return value


def _is_deep(value: Any) -> bool:
    level: list[Any] = [[value]]
    for _ in range(MAX_DEPTH + 1):
        level = [
            child
            for each in level
            for child in (each.values() if isinstance(each, dict) else each)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is too large for a JSON number")
    return number


def _check_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise TextError("syntax", "half of a surrogate pair is no character", 0) from None


def positions(text: str, value: Any) -> Starts:
    """Walks the text beside its parsed value.

    Raises TextError for keys that stand twice and for values nested too deep.
    """
    walk = _Walk(value)
    for match in _TOKEN.finditer(text):
        walk.take(match.group(), match.start())
    if walk.duplicates:
        raise TextError.duplicates(walk.duplicates)
    return walk.starts


class _Walk:
    """Well-formed JSON only: `json.loads` has read the same text before."""

    def __init__(self, value: Any) -> None:
        self.starts: Starts = {}
        self.duplicates: list[tuple[str, int]] = []
        self.stack: list[tuple[Any, dict[Any, int], bool]] = []
        self.keys: list[str | None] = []
        """One entry a frame: the key whose value comes next, None before a key and in lists."""
        self.next = value

    def take(self, mark: str, at: int) -> None:
        if mark in "{[":
            self.entry(at)
            self.enter(mark == "{", at)
        elif mark in "}]":
            self.stack.pop()
            self.keys.pop()
        elif mark == ",":
            self.keys[-1] = None
        elif mark != ":":
            if self.stack and self.stack[-1][2] and self.keys[-1] is None:
                self.key(json.loads(mark), at)
            else:
                self.entry(at)

    def key(self, name: str, at: int) -> None:
        starts = self.stack[-1][1]
        if name in starts:
            self.duplicates.append((name, at))
        starts[name] = at
        self.keys[-1] = name

    def entry(self, at: int) -> None:
        """A value begins: remember where, when a list holds it, and find it beside the text."""
        if not self.stack:
            return
        value, starts, mapping = self.stack[-1]
        name: Any = self.keys[-1]
        if not mapping:
            name = len(starts)
            starts[name] = at
        try:
            self.next = value[name]
        except (LookupError, TypeError):  # the text is beyond what could be parsed
            self.next = None

    def enter(self, mapping: bool, at: int) -> None:  # noqa: FBT001 - one of two brackets
        if len(self.stack) >= MAX_DEPTH:
            raise TextError.too_deep(at)
        starts: dict[Any, int] = {}
        if self.next is not None:
            self.starts[id(self.next)] = starts
        self.stack.append((self.next, starts, mapping))
        self.keys.append(None)
