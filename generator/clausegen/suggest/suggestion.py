"""A word that a document seems to mean, with what speaks for it."""

from __future__ import annotations

from typing import Any

import msgspec

from clausegen.model import Operation, Parameter


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What could stand under x-contract."""

    word: str
    value: Any
    pointer: str
    """Of the node that x-contract would stand in, in the bundle."""
    at: str
    """The node, as people call it: listBooks, Book.title."""
    evidence: str
    confidence: float
    """From 0 to 1: how often such evidence means the word."""
    operation: Operation | None = None
    parameter: Parameter | None = None
    """Where the word is about one of the operation's."""
    showed: str = ""
    """What a probe of a server brought for it or against it."""
    is_contradicted: bool = False

    @property
    def speaks(self) -> str:
        """The evidence of document and server."""
        return f"{self.evidence}; {self.showed}" if self.showed else self.evidence
