"""Reports that were written before: contract.json, read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

FIELDS = frozenset({"document", "target", "run", "verdict", "summary", "clauses"})


class ReportError(Exception):
    """A file is no report, or does not fit the others; the message says which and why."""


def read(path: Path) -> dict[str, Any]:
    """The data of contract.json; `path` may be its folder. Raises ReportError."""
    file = path / "contract.json" if path.is_dir() else path
    try:
        report = msgspec.json.decode(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReportError(f"{file}: cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{file}: is not JSON: {error}") from error
    if not isinstance(report, dict) or not report.keys() >= FIELDS:
        raise ReportError(f"{file}: is no contract.json of a contract run")
    if report.get("schema") != 1:
        raise ReportError(f"{file}: has schema {report.get('schema')}; this version reads 1")
    return report


def same_document(reports: dict[str, dict[str, Any]]) -> None:
    """Raises ReportError unless all speak of one document, in one version."""
    first, *others = reports
    for other in others:
        for name in ("title", "version"):
            one, two = reports[first]["document"][name], reports[other]["document"][name]
            if one != two:
                raise ReportError(f"{other} is about {name} {two!r}, {first} about {one!r}")
