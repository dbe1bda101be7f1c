"""Implementations side by side: one page of clauses x implementations, and a badge for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from clausecheck.report.merge import CUT, PASSING
from clausecheck.report.page import FOLDER, environment, grouped, subject
from clausecheck.report.reading import same_document

MARKS = {"kept": "✓", "broken": "✗", "not checked": "○", "waived": "-", "known": "!", "": "·"}
"""Of no verdict: the report says nothing of the clause."""
PASSED = "passed"
COLOURS = {"kept": "#1a7f4b", "broken": "#b3261e", "open": "#8a5a00"}
LETTER = 6.6  # pixels of a letter of the badge's font, on the wide side
PADDING = 12
LONGEST = 80  # letters of a file's name


class Implementation(msgspec.Struct, frozen=True):
    """A column."""

    name: str
    counts: Counter[str]
    """Keys of MARKS."""
    report: Mapping[str, Any]
    ended: str
    """What became of its run."""


class Row(msgspec.Struct, frozen=True):
    """One clause, and what each implementation makes of it: keys of MARKS."""

    clause: Mapping[str, Any]
    cells: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.cells)) > 1


def matrix(reports: Mapping[str, Mapping[str, Any]]) -> str:
    """The page; the keys are the implementations' names. Raises ReportError if they do not fit."""
    same_document({name: dict(each) for name, each in reports.items()})
    verdicts = [{each["id"]: _cell(each) for each in it["clauses"]} for it in reports.values()]
    every = {each["id"]: each for report in reports.values() for each in report["clauses"]}
    template = environment().get_template("matrix.html.jinja")
    return template.render(
        document=next(iter(reports.values()))["document"],
        implementations=[
            Implementation(name, _counted(report, len(every)), report, _ended(report))
            for name, report in reports.items()
        ],
        groups=[
            (group.name, [_row(each, verdicts) for each in group.clauses])
            for group in grouped(every.values(), key=subject)
        ],
        marks=MARKS,
        style=(FOLDER / "page.css").read_text(encoding="utf-8"),
        script=(FOLDER / "matrix.js").read_text(encoding="utf-8"),
    )


def _row(clause: Mapping[str, Any], verdicts: Sequence[Mapping[str, str]]) -> Row:
    return Row(clause, tuple(known.get(clause["id"], "") for known in verdicts))


def badge(report: Mapping[str, Any], label: str = "contract") -> str:
    """An SVG that says how many of the checkable clauses are kept."""
    counts = _counts(report)
    total = sum(counts.values()) - counts["waived"]
    unasked = _unasked(report)
    told = f"{counts['kept']} of {total} kept" if total else "nothing checked"
    if counts["broken"]:
        told = f"{counts['broken']} broken, {told}"
    if unasked:
        told = f"{told}, {unasked} not run"
    ended = _ended(report)
    if ended != PASSED and not counts["broken"]:
        told = f"{told}, {ended}"
    is_whole = report["verdict"] == "kept" and 0 < counts["kept"] == total and not unasked
    is_whole = is_whole and ended == PASSED
    colour = "broken" if counts["broken"] else "kept" if is_whole else "open"
    return _svg(label, told, COLOURS[colour])


def _svg(label: str, told: str, colour: str) -> str:
    left, right = (round(len(each) * LETTER) + PADDING for each in (label, told))
    width, clip = left + right, f"w{left + right}"
    text = escape(f"{label}: {told}")
    shown = "".join(
        f'<text x="{middle}" y="14">{escape(each)}</text>'
        for middle, each in ((left / 2, label), (left + right / 2, told))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img"'
        f' aria-label="{escape(text, {chr(34): "&quot;"})}"><title>{text}</title>'
        f'<clipPath id="{clip}"><rect width="{width}" height="20" rx="4"/></clipPath>'
        f'<g clip-path="url(#{clip})"><rect width="{left}" height="20" fill="#3b4148"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>'
        '<g fill="#fff" text-anchor="middle" font-size="11"'
        f' font-family="Verdana,DejaVu Sans,sans-serif">{shown}</g></svg>\n'
    )


def _cell(clause: Mapping[str, Any]) -> str:
    return "known" if clause["standing"] == "known" else str(clause["verdict"])


def _counts(report: Mapping[str, Any]) -> Counter[str]:
    return Counter(map(_cell, report["clauses"]))


def _counted(report: Mapping[str, Any], every: int) -> Counter[str]:
    unasked = max(_unasked(report), every - len(report["clauses"]))
    return _counts(report) + Counter({"": unasked})


def _unasked(report: Mapping[str, Any]) -> int:
    """How many clauses of its document a report says nothing of."""
    every: int = report["document"].get("clauses", 0)
    return max(every - len(report["clauses"]), 0)


def _ended(report: Mapping[str, Any]) -> str:
    """A run that was cut short, or fails by more than what is broken, is none that passed."""
    if report["verdict"] in CUT:
        return str(report["verdict"])
    return PASSED if report.get("passes", report["verdict"] in PASSING) else "did not pass"


def by_name(given: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The reports by the name that was given, else by base URL; equal ones are numbered."""
    found: dict[str, dict[str, Any]] = {}
    for name, report in given:
        wanted = name or report["target"]["base_url"]
        found[_unused(wanted, f"{wanted} ({{}})", found)] = report
    return found


def badge_files(names: Iterable[str]) -> dict[str, str]:
    """A file name for each implementation's badge: plain in every file system, none twice."""
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^\w.-]+", "-", name)[:LONGEST].strip("-.") or "badge"
        taken = [each.casefold().removesuffix(".svg") for each in found.values()]
        found[name] = f"{_unused(plain, f'{plain}-{{}}', taken)}.svg"
    return found


def _unused(wanted: str, numbered: str, taken: Collection[str]) -> str:
    """`wanted`, else the first of `numbered` that is free, from 2 on."""
    every = (wanted, *map(numbered.format, range(2, len(taken) + 3)))
    return next(each for each in every if not {each, each.casefold()} & set(taken))
