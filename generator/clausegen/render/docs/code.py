"""Source text as HTML with a few marks for colour, which is only decoration."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from markupsafe import Markup

LONGEST_COLOURED = 20_000
LONGEST = 60_000

_JSON = re.compile(
    r'("[^"\\\n]*(?:\\.[^"\\\n]*)*")(\s*:)?'
    r"|(\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*\b)"
)
_SOURCE_MARK = re.compile(
    r"(^\s*(?:#|//).*$)"
    r'|("[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\\]*(?:\\.[^\'\\]*)*\'|`[^`]*`)'
    r"|\b(from|import|with|as|for|in|print|const|await|async|new|curl|True|False|None)\b",
    re.MULTILINE,
)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def pretty(value: Any) -> str:
    """A JSON value on lines of its own."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return (
        text
        if len(text) <= LONGEST
        else text[:LONGEST] + "\n… (cut here; the document has it whole)"
    )


def json_html(text: str) -> Markup:
    text = text.translate(_ESCAPES)
    if len(text) > LONGEST_COLOURED:
        return Markup(text)  # noqa: S704 - escaped above
    plain, *found = _JSON.split(text)
    marked = (
        f"<b>{word}</b>{after}"
        if word
        else f"<u>{string}</u>{colon}{after}"
        if colon
        else f"<i>{string}</i>{after}"
        for string, colon, word, after in zip(*[iter(found)] * 4, strict=True)
    )
    return Markup(plain + "".join(marked))  # noqa: S704 - escaped above


def source_html(text: str) -> Markup:
    escaped = text.translate(_ESCAPES)
    return Markup(_SOURCE_MARK.sub(_source_mark, escaped))  # noqa: S704 - escaped above


def _source_mark(match: re.Match[str]) -> str:
    comment, string, word = match.groups()
    if comment is not None:
        return f"<s>{comment}</s>"
    return f"<i>{string}</i>" if string is not None else f"<b>{word}</b>"


def python_literal(value: Any, depth: int = 0) -> str:
    """As a careful writer would lay it out: short on one line, else one entry a line."""
    short = _python_scalar(value)
    if short is not None:
        return short
    pad = "    " * (depth + 1)
    if isinstance(value, tuple):
        return "(" + ", ".join(_python_scalar(each) or "..." for each in value) + ")"
    if isinstance(value, dict):
        entries = [
            f"{_python_scalar(str(name))}: {python_literal(each, depth + 1)}"
            for name, each in value.items()
        ]
        opening, closing = "{", "}"
    else:
        entries = [python_literal(each, depth + 1) for each in value]
        opening, closing = "[", "]"
    if not entries:
        return opening + closing
    return opening + "\n" + "".join(f"{pad}{each},\n" for each in entries) + pad[4:] + closing


def _python_scalar(value: Any) -> str | None:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return None if isinstance(value, dict | list | tuple) else repr(value)
