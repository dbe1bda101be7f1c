"""One change of a document, and whom it breaks."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["added", "removed", "changed"]
Broken = Literal["clients", "servers", "nobody"]
CLASSES: dict[Broken, str] = {
    "clients": "Breaking for clients",
    "servers": "Breaking for servers",
    "nobody": "Safe",
}
"""Worst first. A client breaks if it keeps the old document and a server the new one; a server
breaks if it keeps the old document and the new one asks more of it."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    """The clause's id where one is concerned, else spelled alike: `createBook.query.limit`."""
    kind: Kind
    breaks: Broken
    """The worst of those that it breaks."""
    sentence: str
    before: str = ""
    after: str = ""
    where: str = ""
    """File and line, of the new document unless it is gone from there."""
