"""A file that remembers what a run made, for when the run is killed and no name tells.

One for each run and process, in $XDG_STATE_HOME/clausecheck (~/.local/state). It goes when all that
it remembers is gone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """Something that was made, or with `gone` something that is no more."""

    base_url: str
    deleting: str
    """operationId that removes it."""
    path: Mapping[str, str]
    actor: str
    gone: bool = False
    shown: Mapping[str, str] = {}
    """What the answer showed of it: attribute and fingerprint, as answers may hold secrets."""

    def is_shown_by(self, item: Any) -> bool:
        """Whether an item is what was made: it shows the same, as far as both show it."""
        now = fingerprints(item)
        common = self.shown.keys() & now.keys()
        return bool(common) and all(self.shown[name] == now[name] for name in common)


class Journal:
    """Written line by line, as things are made. A folder that cannot be written does not matter."""

    def __init__(self, prefix: str, base_url: str) -> None:
        self._file = folder() / f"{prefix}.jsonl"
        self._base_url = base_url
        self._there: set[bytes] = set()

    def made(
        self, deleting: str, path: Mapping[str, str], actor: str, shown: Mapping[str, str]
    ) -> None:
        entry = Entry(self._base_url, deleting, path, actor)
        self._there.add(msgspec.json.encode(entry, order="sorted"))
        self._write(msgspec.structs.replace(entry, shown=shown))

    def gone(self, deleting: str, path: Mapping[str, str], actor: str) -> None:
        entry = Entry(self._base_url, deleting, path, actor)
        self._there.discard(msgspec.json.encode(entry, order="sorted"))
        self._write(msgspec.structs.replace(entry, gone=True))
        if not self._there:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _write(self, entry: Entry) -> None:
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab") as lines:
                lines.write(msgspec.json.encode(entry) + b"\n")


def fingerprints(item: Any) -> dict[str, str]:
    """Of every attribute that is one value, in an object or one wrapper deep."""
    if not isinstance(item, Mapping):
        return {}
    inner = next(iter(item.values())) if len(item) == 1 else item.get("data")
    whole = {**inner, **item} if isinstance(inner, Mapping) else item
    return {
        name: hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:16]
        for name, value in whole.items()
        if isinstance(value, str | int | float)
    }


def folder() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "clausecheck"


def remembered(base_url: str) -> Iterator[tuple[Path, list[Entry]]]:
    """What the journals of other runs say is still at a target, the newest first."""
    for file in sorted(folder().glob("clausecheck-*.jsonl")):
        there: dict[tuple[str, ...], Entry] = {}
        with suppress(OSError, msgspec.DecodeError):
            for line in file.read_bytes().splitlines():
                entry = msgspec.json.decode(line, type=Entry)
                key = (entry.deleting, *sorted(entry.path.values()))
                if entry.gone:
                    there.pop(key, None)
                else:
                    there[key] = entry
        ours = [each for each in there.values() if each.base_url == base_url]
        if ours:
            yield file, list(reversed(ours))
