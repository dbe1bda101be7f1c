"""What an answer shows of a thing: whether it is still the one that a run made, and still there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from clausegen.model import Operation
from clausegen.words.deletion import Deletion

GONE = {404, 410}
GONE_WORD = re.compile(
    r"(is_?)?(deleted|removed|trashed|archived)(_?(at|on|time|date))?", re.IGNORECASE
)
STATES = {"state", "status"}


def fingerprints(item: Any) -> dict[str, str]:
    """Of every attribute that is one value, in an object or one wrapper deep."""
    if not isinstance(item, Mapping):
        return {}
    inner = next(iter(item.values())) if len(item) == 1 else item.get("data")
    whole = {**inner, **item} if isinstance(inner, Mapping) else item
    return {
        name: _print(value) for name, value in whole.items() if isinstance(value, str | int | float)
    }


def _print(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:16]


def is_same(before: Mapping[str, str], now: Mapping[str, str], ids: Iterable[str]) -> bool:
    """All that both show is equal, and it is more than the ids by which it was asked for."""
    return compared(before, now, ids) is True


def compared(before: Mapping[str, str], now: Mapping[str, str], ids: Iterable[str]) -> bool | None:
    """Whether all that both show is equal; None if that is no more than the ids."""
    known = prints_of(*ids)
    common = [name for name in before.keys() & now.keys() if before[name] not in known]
    return all(before[name] == now[name] for name in common) if common else None


def prints_of(*ids: str) -> set[str]:
    """Fingerprints of ids, as texts and as numbers."""
    return {_print(each) for each in ids} | {_print(int(each)) for each in ids if each.isdecimal()}


def says_deleted(deleting: Operation, item: Mapping[str, Any] | None) -> bool:
    """By the flag that the document names, or by an attribute that says so itself."""
    if not item:
        return False
    deletion = deleting.words.get(Deletion)
    if deletion is not None and deletion.flag is not None:
        return item.get(deletion.flag) is True
    return any(_tells_end(name, value) for name, value in item.items())


def _tells_end(name: str, value: Any) -> bool:
    """deleted: true, deletedAt: a moment, state: deleted."""
    if name.lower() in STATES:
        return isinstance(value, str) and GONE_WORD.fullmatch(value) is not None
    found = GONE_WORD.fullmatch(name)
    if found is None:
        return False
    return value is True or (found[3] is not None and isinstance(value, str | int) and bool(value))
