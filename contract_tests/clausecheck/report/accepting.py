"""Writes one entry into a file of known deviations, and leaves the rest of it as it was."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection
from pathlib import Path

from clausegen.text.written import write

from clausecheck.report.deviations import Deviation, DeviationsError, load, refuse_wrong_entries

ENTRY = "[[deviation]]"


def accept(path: Path, entry: Deviation, clause_ids: Collection[str]) -> bool:
    """Adds the entry, or puts it in the place of the clause's old one (then True).

    Raises DeviationsError if the file or the entry cannot be used, and then writes nothing;
    UnwritableError if it cannot be written.
    """
    refuse_wrong_entries(path, (entry,), clause_ids)
    old = load(path, clause_ids) if path.is_file() else ()
    replaces = any(each.clause == entry.clause for each in old)
    blocks = _blocks(path.read_text(encoding="utf-8-sig") if path.is_file() else "")
    if replaces:
        blocks = [_entry(entry, each) if _speaks_of(entry, each) else each for each in blocks]
    else:
        blocks.append(_entry(entry, ""))
    text = "".join(blocks)
    _refuse_unlike(path, text, {**{each.clause: each for each in old}, entry.clause: entry})
    write(path, text)
    return replaces


def _blocks(text: str) -> list[str]:
    """What stands before the first entry, then each entry with the lines below it."""
    if text and not text.endswith("\n"):
        text += "\n"
    return re.split(r"(?m)^(?=\[\[deviation\]\])", text)


def _speaks_of(entry: Deviation, block: str) -> bool:
    listed = tomllib.loads(block).get("deviation", [])
    return bool(listed) and listed[0].get("clause") == entry.clause


def _entry(entry: Deviation, old: str) -> str:
    """As TOML; comments below the old entry stay."""
    comments = [line for line in old.splitlines() if line.lstrip().startswith("#") or not line]
    lines = [
        ENTRY,
        f"clause = {_text(entry.clause)}",
        f"reason = {_text(entry.reason)}",
        f"expires = {entry.expires.isoformat()}",
        *comments,
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for one letter that JSON leaves alone."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _refuse_unlike(path: Path, text: str, wanted: dict[str, Deviation]) -> None:
    """An entry may be written in a way that is not foreseen here: better no change than a loss."""
    try:
        listed = [Deviation(**each) for each in tomllib.loads(text).get("deviation", [])]
    except tomllib.TOMLDecodeError:
        listed = []
    if sorted(listed, key=_clause) != sorted(wanted.values(), key=_clause):
        last = next(reversed(wanted))
        raise DeviationsError(f"{path}: the entry of {last} has to be written there by hand")


def _clause(entry: Deviation) -> str:
    return entry.clause
