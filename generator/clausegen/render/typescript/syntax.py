"""TypeScript source: literals and comments that nothing in a document can break out of."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

from clausegen.render.shapes.names import pascal
from clausegen.render.shapes.text import plain

WIDTH = 100
IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def literal(value: Any) -> str:
    """A JSON value as a literal."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


def key(name: str) -> str:
    """A property name, quoted if it has to be."""
    return name if IDENTIFIER.fullmatch(name) else literal(name)


def camel(text: str, fallback: str) -> str:
    """`camelCase`: of a first word in capitals all letters become small."""
    name = pascal(text, fallback.capitalize())
    head = re.match(r"[A-Z]+(?![a-z])|[A-Z]", name)
    return name if head is None else head[0].lower() + name[head.end() :]


def comment(text: str, indent: int) -> str:
    """A documentation comment, wrapped; empty text gives an empty string."""
    lines: list[str] = []
    pad = " " * indent
    for line in plain(text).replace("*/", "*\\/").splitlines():
        fits = len(line) <= WIDTH - indent - 3
        lines += (
            [line]
            if fits
            else textwrap.wrap(
                line, WIDTH - indent - 3, break_long_words=False, break_on_hyphens=False
            )
        )
    if not lines:
        return ""
    if len(lines) == 1 and len(lines[0]) + indent + 7 <= WIDTH:
        return f"{pad}/** {lines[0]} */\n"
    body = "".join(f"{pad} * {line}".rstrip() + "\n" for line in lines)
    return f"{pad}/**\n{body}{pad} */\n"
