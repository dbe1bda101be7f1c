"""sharpness.json: what came of a sharpness run, for machines and for the page of a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from clausegen.model.api import Info
from clausegen.text.written import write

from clausecheck.http.target import without
from clausecheck.report.files import SHARPNESS, sharpness_of, write_files
from clausecheck.report.reading import ReportError, read
from clausecheck.sabotage.sharpness import Attempt, Score, score


def record(about: Info, found: Sequence[Attempt], secrets: tuple[str, ...]) -> dict[str, Any]:
    """The data of sharpness.json (see report/FORMAT.md)."""
    words = dict.fromkeys(each.word for each in found)
    return {
        "schema": 1,
        "document": {"title": about.title, "version": about.version},
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        **_score(score(found)),
        "words": [
            {"word": word, **_score(score(each for each in found if each.word == word))}
            for word in words
        ],
        "attempts": [
            {**msgspec.to_builtins(each), "reason": without(secrets, each.reason)} for each in found
        ],
    }


def _score(of: Score) -> dict[str, Any]:
    return {"share": of.share, **msgspec.to_builtins(of)}


def keep(folder: Path, made: dict[str, Any]) -> Path:
    """Writes it; a report of the same document that is there shows it from now on."""
    file = folder / SHARPNESS
    write(file, msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    try:
        report = read(folder)
    except ReportError:
        return file
    write_files(folder, {**report, "sharpness": sharpness_of(folder, report)})
    return file
