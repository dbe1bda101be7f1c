"""What the documentation leaves open, and what this mock does there unless told otherwise."""

from __future__ import annotations

from typing import Literal

import msgspec


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    page_size: int = 5
    immutable: Literal["refused", "ignored"] = "refused"
    """A new value for an attribute that cannot change."""
    foreign_attributes: Literal["null", "absent"] = "null"
    """Attributes of a shared room that are for its owner only."""
