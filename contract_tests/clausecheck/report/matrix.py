"""Implementations side by side: one page of clauses x implementations, and a badge for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from clausecheck.report.page import FOLDER, environment, grouped, subject
from clausecheck.report.reading import same_document

MARKS = {"kept": "✓", "broken": "✗", "not checked": "○", "waived": "-", "known": "!", "": "·"}
"""Of no verdict: the report says nothing of the clause."""
COLOURS = {"kept": "#1a7f4b", "broken": "#b3261e", "open": "#8a5a00"}
LETTER = 6.6  # pixels of a letter of the badge's font, on the wide side
PADDING = 12


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
        implementations=[(name, _counts(report), report) for name, report in reports.items()],
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
    decided, broken = counts["kept"] + counts["known"] + counts["broken"], counts["broken"]
    total = decided + counts["not checked"]
    told = f"{counts['kept']} of {total} kept" if total else "nothing checked"
    if broken:
        told = f"{broken} broken, {told}"
    colour = "broken" if broken else "open" if not total or counts["not checked"] else "kept"
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


def by_name(given: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The reports by the name that was given, else by base URL; equal ones are numbered."""
    found: dict[str, dict[str, Any]] = {}
    for name, report in given:
        wanted = name or report["target"]["base_url"]
        number = sum(each == wanted or each.startswith(f"{wanted} (") for each in found)
        found[f"{wanted} ({number + 1})" if number else wanted] = report
    return found
