"""A file that remembers what a run made, for when the run is killed and no name tells.

One for each run and process, in $XDG_STATE_HOME/clausecheck (~/.local/state). It goes when all that
it remembers is gone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """Something that was made, or with `gone` something that is no more."""

    base_url: str
    deleting: str
    """operationId that removes it; empty for what `creating` was asked for and nobody can name."""
    path: Mapping[str, str]
    actor: str
    gone: bool = False
    shown: Mapping[str, str] = {}
    """What was sent and shown of it: attribute and fingerprint, as answers may hold secrets."""
    creating: str = ""
    """operationId that was sent, if nothing is known to remove what it made, or no answer came."""
    name: str = ""
    """How an answer calls what nothing removes; empty while there is no answer."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.deleting, self.creating, self.name, *sorted(self.path.values()))


class Journal:
    """Written line by line, as things are made. A folder that cannot be written does not matter."""

    def __init__(self, prefix: str, base_url: str) -> None:
        self._file = folder() / f"{prefix}.jsonl"
        self._base_url = _without_secrets(base_url)
        self._there: dict[tuple[str, ...], Entry] = {}

    def made(
        self, deleting: str, path: Mapping[str, str], actor: str, shown: Mapping[str, str]
    ) -> None:
        self._add(Entry(self._base_url, deleting, path, actor, shown=shown))

    def gone(self, deleting: str, path: Mapping[str, str], actor: str) -> None:
        self._end(Entry(self._base_url, deleting, path, actor))

    def asked(
        self, creating: str, path: Mapping[str, str], actor: str, sent: Mapping[str, str]
    ) -> None:
        """Something may be made from now on."""
        self._add(Entry(self._base_url, "", path, actor, shown=sent, creating=creating))

    def answered(self, creating: str, path: Mapping[str, str], actor: str) -> None:
        self._end(Entry(self._base_url, "", path, actor, creating=creating))

    def stays(self, creating: str, path: Mapping[str, str], actor: str, name: str) -> None:
        """Something was made that nothing removes."""
        self._add(Entry(self._base_url, "", path, actor, creating=creating, name=name))

    def told(self) -> None:
        """What stays was told of: nobody has to remember it."""
        for each in [each for each in self._there.values() if each.name]:
            self._end(each)

    def _add(self, entry: Entry) -> None:
        self._there[entry.key] = entry
        self._write(entry)

    def _end(self, entry: Entry) -> None:
        self._there.pop(entry.key, None)
        self._write(msgspec.structs.replace(entry, gone=True, shown={}))
        if not self._there:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _write(self, entry: Entry) -> None:
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab") as lines:
                lines.write(msgspec.json.encode(entry) + b"\n")


def _without_secrets(url: str) -> str:
    """User info is one, and the file stays on the disk."""
    told = urlsplit(url).netloc.rpartition("@")[0]
    return url.replace(f"//{told}@", "//", 1) if told else url


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
                if entry.gone:
                    there.pop(entry.key, None)
                else:
                    there[entry.key] = entry
        here = _without_secrets(base_url)
        ours = [each for each in there.values() if _without_secrets(each.base_url) == here]
        if ours:
            yield file, list(reversed(ours))
