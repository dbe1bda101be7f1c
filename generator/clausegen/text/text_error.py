"""What can be wrong with a text, before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Sequence

MAX_DEPTH = 256
"""Mappings and lists inside each other. Real documents stay below 60; Python's limit is far."""
MAX_ALIASED = 1_000_000
"""Values that YAML aliases repeat, counted as if they were written out."""


class TextError(Exception):
    """`findings` are (code, message, offset)."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.findings: Sequence[tuple[str, str, int]] = ((code, message, offset),)

    @classmethod
    def duplicates(cls, keys: Sequence[tuple[str, int]]) -> TextError:
        error = cls("duplicate_key", "", 0)
        error.findings = tuple(
            ("duplicate_key", f"the key {name!r} stands twice in one mapping", at)
            for name, at in keys
        )
        return error

    @classmethod
    def too_deep(cls, at: int) -> TextError:
        return cls("depth", f"values are nested more than {MAX_DEPTH} deep", at)
