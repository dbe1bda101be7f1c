"""Findings as text for people, as JSON, and as SARIF 2.1.0 for code scanning."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from clausegen.lint import Chosen, Findings, Level
from clausegen.text.problems import Problem, printable

_COLOURS: dict[Level, str] = {"error": "red", "warning": "yellow", "note": "blue"}


def as_text(found: Findings, *, notes: bool = False) -> None:
    """A line or two each on stderr, then how many of which rule. Colours reach terminals only."""
    for level, problem in found:
        if level != "note" or notes:
            _show(level, problem)
    count = Counter((level, problem.code) for level, problem in found)
    if len(count) > 1:
        for (level, code), number in sorted(count.items(), key=_worst_first):
            click.echo(f"{number:>6} {level:<8} {code}", err=True)
    levels = Counter(level for level, _ in found)
    summary = f"{_count(levels['error'], 'error')}, {_count(levels['warning'], 'warning')}"
    if levels["note"]:
        hint = "" if notes else " (--notes shows them)"
        summary += f", {_count(levels['note'], 'note')}{hint}"
    click.echo(summary, err=True)


def _show(level: Level, problem: Problem) -> None:
    where = click.style(printable(str(problem.where)), bold=True)
    code = click.style(f"{level}: {problem.code}", fg=_COLOURS[level], bold=True)
    click.echo(f"{where}: {code}: {printable(problem.message)}", err=True)
    at = f"at {problem.where.pointer}" if problem.where.pointer else ""
    for line in filter(None, (at, problem.hint)):
        click.echo(f"    {click.style(printable(line), dim=True)}", err=True)


def _worst_first(entry: tuple[tuple[Level, str], int]) -> tuple[int, int]:
    (level, _), number = entry
    return list(_COLOURS).index(level), -number


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json(found: Findings) -> str:
    """A list of objects: rule, level, message, hint, file, line, column, pointer."""
    rows = [
        {
            "rule": problem.code,
            "level": level,
            "message": problem.message,
            "hint": problem.hint,
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "pointer": problem.where.pointer,
        }
        for level, problem in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def as_sarif(found: Findings, rules: Chosen) -> str:
    from importlib.metadata import version

    driver = {
        "name": "clausegen lint",
        "version": version("clausekit"),
        "rules": [
            {
                "id": rule.code,
                "shortDescription": {"text": rule.summary},
                "defaultConfiguration": {"level": level},
            }
            for level, rule in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(level, problem) for level, problem in found],
    }
    whole = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _result(level: Level, problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {
        "ruleId": problem.code,
        "level": level,
        "message": {"text": " ".join(filter(None, (problem.message, problem.hint)))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(where.file)},
                    "region": {"startLine": where.line, "startColumn": where.column},
                },
                "logicalLocations": [{"fullyQualifiedName": where.pointer or "/"}],
            }
        ],
    }


def _uri(file: str) -> str:
    """Relative to the working folder where that is possible; else absolute with its scheme."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
