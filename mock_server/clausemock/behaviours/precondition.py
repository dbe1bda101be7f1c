"""precondition: records have ETags, and requests are meant for the state that they name."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from clausegen.model import Api
from clausegen.words.precondition import precondition_of

from clausemock.behaviours.hooks import Refused
from clausemock.store import Record


class Precondition:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        words = {each.id: precondition_of(each) for each in api.operations}
        said = {name: word for name, word in words.items() if word.if_match or word.if_none_match}
        self._words = said if on else {}
        self._is_said = bool(said)

    def tells(self, record: Record) -> Mapping[str, str]:
        """The headers of an answer about a record."""
        return {"etag": _tag(record)} if self._is_said else {}

    def heed(self, record: Record | None, call: Any) -> None:
        """Refuses what is meant for another state than the record's; None: there is none."""
        word = self._words.get(call.operation.id)
        if word is None:
            return
        wanted, unwanted = call.headers.get("if-match"), call.headers.get("if-none-match")
        if word.if_match == "required" and wanted is None:
            raise Refused((428, 400, 412), "If-Match is required.")
        if word.if_match and wanted is not None and not _names(wanted, record):
            raise Refused((412,), "If-Match names another state.")
        if word.if_none_match and unwanted is not None and _names(unwanted, record):
            is_read = call.method in {"GET", "HEAD"}
            raise Refused((304 if is_read else 412,), "If-None-Match names what is there.")


def _tag(record: Record) -> str:
    return f'"{sha256(msgspec.json.encode(record, order="sorted")).hexdigest()[:16]}"'


def _names(told: str, record: Record | None) -> bool:
    if record is None:
        return False
    return told.strip() == "*" or _tag(record) in [each.strip() for each in told.split(",")]


BEHAVIOUR = Precondition
