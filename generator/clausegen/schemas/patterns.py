"""Regular expressions of documents: ECMA-262 with the flag u, as JSON Schema has it.

`matches` decides. Where text of a pattern has to be Python's own (generated code, generators of
texts), `python` says the same in its dialect.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from functools import lru_cache

import jsonschema_rs

_STEPS = 200_000  # of the engine for one text; more means a pattern that blows up
_SPACE = r"\s\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_LINE = r"[^\n\r\u2028\u2029]"
_CATEGORIES = {
    "Letter": "L",
    "Uppercase_Letter": "Lu",
    "Lowercase_Letter": "Ll",
    "Titlecase_Letter": "Lt",
    "Mark": "M",
    "Number": "N",
    "Decimal_Number": "Nd",
    "Punctuation": "P",
    "Symbol": "S",
    "Separator": "Z",
    "Space_Separator": "Zs",
    "Other": "C",
    "Control": "Cc",
}
_PROPERTY = re.compile(r"[pP]\{(?:(?:General_Category|gc)=)?(\w+)\}")
_CODE_POINT = re.compile(r"u\{([0-9A-Fa-f]+)\}")
_NAME = re.compile(r"<([A-Za-z_]\w*)>")


def matches(pattern: str, text: str) -> bool:
    """Whether a text keeps a pattern, which may stand anywhere in it.

    Raises ValueError for what is no regular expression.
    """
    compiled = _compiled(pattern)
    if isinstance(compiled, re.Pattern):
        return compiled.search(text) is not None
    return bool(compiled.is_valid(text))


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> jsonschema_rs.Draft202012Validator | re.Pattern[str]:
    """The validator's own engine, so that both always agree; Python's for what it cannot read."""
    try:
        return jsonschema_rs.Draft202012Validator(
            {"pattern": pattern},
            pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=_STEPS),
        )
    except jsonschema_rs.ValidationError as error:
        said = python(pattern)
        if said is None:
            raise ValueError(f"{pattern!r} is no regular expression") from error
        return re.compile(said)


@lru_cache(maxsize=512)
def python(pattern: str) -> str | None:
    """The pattern for Python's `re.search`; None where `re` cannot say it."""
    try:
        said = f"(?a:{''.join(_translated(pattern))})"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(said)
    except (re.error, ValueError, IndexError, Warning):
        return None
    return said


def _translated(pattern: str) -> Iterator[str]:
    at, in_class = 0, False
    while at < len(pattern):
        char, rest = pattern[at], pattern[at + 1 :]
        taken = 1
        if char == "\\":
            said, more = _escape(rest, in_class=in_class)
            taken += more
        elif in_class:
            in_class = char != "]"
            said = f"\\{char}" if char in "[&~|" else char
        elif char == "[":
            said, more = next(
                ((said, len(them)) for them, said in _EMPTY.items() if rest.startswith(them)),
                (char, 0),
            )
            in_class, taken = not more, taken + more
        else:
            said = _OUTSIDE.get(char, char)
            if rest.startswith("?<") and char == "(" and _NAME.match(rest, 1):
                said, taken = "(?P", 2
        yield said
        at += taken


_EMPTY = {"]": "(?!)", "^]": r"[\s\S]"}
_OUTSIDE = {".": _LINE, "$": r"\Z"}


def _escape(rest: str, *, in_class: bool) -> tuple[str, int]:
    """(what Python writes for a backslash before `rest`, how many characters that took)."""
    if found := _PROPERTY.match(rest):
        ranges = _ranges(_CATEGORIES.get(found[1], found[1]), negated=rest[0] == "P")
        return (ranges if in_class else f"[{ranges}]"), found.end()
    if found := _CODE_POINT.match(rest):
        return f"\\U{int(found[1], 16):08x}", found.end()
    if rest[0] == "k" and (found := _NAME.match(rest, 1)):
        return f"(?P={found[1]})", found.end()
    if rest[0] == "c":
        return f"\\x{ord(rest[1]) % 32:02x}", 2
    simple = {"s": _SPACE if in_class else f"[{_SPACE}]", "/": "/", "0": r"\x00"}
    if not in_class:
        simple["S"] = f"[^{_SPACE}]"
    return simple.get(rest[0], f"\\{rest[0]}"), 1


@lru_cache(maxsize=32)
def _ranges(category: str, *, negated: bool) -> str:
    """Every character of a general category, or every other one, as the inside of a class."""
    inside = [
        unicodedata.category(chr(code)).startswith(category) is not negated
        for code in range(sys.maxunicode + 1)
    ]
    if True not in inside or (not negated and False not in inside):
        raise ValueError(category)
    found, start = [], None
    for code, there in enumerate([*inside, False]):
        if there and start is None:
            start = code
        elif not there and start is not None:
            found.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(found)
