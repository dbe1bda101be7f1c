"""Text of a document, safe to print in code."""

from __future__ import annotations

import inspect


def plain(text: str) -> str:
    """Text without characters that could hide or reorder what a reader sees."""
    if not text.replace("\n", "").isprintable():
        text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    return "\n".join(line.rstrip() for line in inspect.cleandoc(text).splitlines())
