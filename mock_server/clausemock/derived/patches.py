"""JSON Patch (RFC 6902), as far as it sets whole attributes."""

from __future__ import annotations

from typing import Any

from clausemock.behaviours.hooks import Refused
from clausemock.derived.state import Record
from clausemock.derived.taking import WRONG


def patched(changes: list[Any]) -> Record:
    """The attributes that the changes set. Raises Refused."""
    sent: Record = {}
    for each in changes:
        pointer = each.get("path", "") if isinstance(each, dict) else ""
        name = pointer.removeprefix("/").replace("~1", "/").replace("~0", "~")
        if not name or "/" in pointer[1:]:
            raise Refused(WRONG, f"{pointer or 'a change'} is no attribute.")
        if each.get("op") in {"add", "replace"}:
            sent[name] = each.get("value")
        elif each.get("op") == "remove":
            sent[name] = None
    return sent
