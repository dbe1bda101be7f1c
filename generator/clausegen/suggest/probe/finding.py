"""What a probe of a server showed of a word."""

from __future__ import annotations

from typing import Any

import msgspec

from clausegen.model import UNSET


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A word that the server keeps, or one that it does not."""

    holds: bool
    showed: str
    """The requests and what they brought."""
    value: Any = UNSET
    """The word, where the server showed more of it than the document."""
