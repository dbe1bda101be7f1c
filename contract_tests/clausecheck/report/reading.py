"""Reports that were written before: contract.json, read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec


class _Document(msgspec.Struct):
    title: str
    version: str
    clauses: int = 0


class _Target(msgspec.Struct):
    base_url: str | None


class _Run(msgspec.Struct):
    started: str
    seconds: float
    requests: int
    seed: int


class _Clause(msgspec.Struct):
    id: str
    word: str
    sentence: str
    verdict: str
    requests: int
    standing: str | None
    failures: list[dict[str, Any]]


class _Report(msgspec.Struct):
    """What a report has to hold for those who read it; it may hold more."""

    schema: int
    document: _Document
    target: _Target
    run: _Run
    verdict: str
    summary: dict[str, int]
    clauses: list[_Clause]


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
    if isinstance(report, dict) and report.get("schema", 1) != 1:
        raise ReportError(f"{file}: has schema {report['schema']}; this version reads 1")
    try:
        msgspec.convert(report, _Report)
    except msgspec.ValidationError as error:
        raise ReportError(f"{file}: is no contract.json of a contract run: {error}") from error
    found: dict[str, Any] = report
    return found


def same_document(reports: dict[str, dict[str, Any]]) -> None:
    """Raises ReportError unless all speak of one document, in one version."""
    first, *others = reports
    for other in others:
        for name in ("title", "version"):
            one, two = reports[first]["document"][name], reports[other]["document"][name]
            if one != two:
                raise ReportError(f"{other} is about {name} {two!r}, {first} about {one!r}")
