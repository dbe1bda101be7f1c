"""Texts of paths, queries and forms as the values that their schemas mean."""

from __future__ import annotations

from typing import Any


def typed(text: str, types: frozenset[str]) -> Any:
    """A text as the value that its schema means; the text itself where it cannot be one."""
    if "string" in types or not types:
        return text
    if "boolean" in types and text in {"true", "false"}:
        return text == "true"
    if types & {"integer", "number"}:
        try:
            return int(text)
        except ValueError:
            pass
        try:
            return float(text) if "number" in types else text
        except ValueError:
            return text
    return None if "null" in types and text in {"", "null"} else text
