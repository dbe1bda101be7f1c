"""The page of all clauses: what the document states and, with a report, what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

import msgspec

from clausegen.render.docs.addresses import ROOT, anchor
from clausegen.render.docs.navigation import Link, by_tag, title_of
from clausegen.render.docs.press import Page
from clausegen.render.docs.reference import Reference
from clausegen.render.docs.verdicts import VERDICTS, ClauseView, Report, counts

WORD_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Statuses", frozenset({"causes", "responses"})),
    ("Lists", frozenset({"pagination", "ordering", "filter"})),
    (
        "Input",
        frozenset(
            {"required", "wrong_type", "enum", "pattern", "non_empty", "not_null", "condition"}
        ),
    ),
    ("Effects", frozenset({"stored", "default", "partial", "deletion"})),
    (
        "Attributes",
        frozenset(
            {
                "type",
                "read_only",
                "object_of",
                "references",
                "mutability",
                "uniqueness",
                "visible_to",
            }
        ),
    ),
)
OTHERS = "Rules"


class Cell(msgspec.Struct, frozen=True):
    """Clauses of one subject and one group of words."""

    total: int
    """Without the waived ones, which nobody can keep."""
    waived: int
    kept: int
    verdict: str
    """The worst; empty without a report."""


class Row(msgspec.Struct, frozen=True):
    """The clauses of one subject: an operation or a schema."""

    title: str
    anchor: str
    href: str
    cells: tuple[Cell, ...]
    clauses: tuple[ClauseView, ...]

    @property
    def broken(self) -> tuple[ClauseView, ...]:
        """Without the accepted ones."""
        return tuple(
            each for each in self.clauses if each.verdict == "broken" and not each.deviation
        )


class Section(msgspec.Struct, frozen=True):
    title: str
    rows: tuple[Row, ...]


class Slice(msgspec.Struct, frozen=True):
    """One part of the bar over the page, in thousandths of its width."""

    verdict: str
    count: int
    start: int
    width: int


def print_contract(reference: Reference, report: Report | None) -> None:
    views = reference.clauses
    title = "What this implementation keeps" if report else "The contract"
    page = Page(
        path="contract",
        title=title,
        summary=report.headline
        if report and report.headline
        else f"{len(views)} checkable statements.",
        nav=reference.sidebar.html("contract", None),
        crumbs=(Link("Start", f"{ROOT}index.html"), Link(title)),
    )
    found = sections(reference)
    reference.press.print(
        page,
        "contract",
        report=report,
        total=len(views),
        counts=counts(views),
        bar=bar(views) if report else (),
        run=_run_text(report) if report else "",
        broken=[row for section in found for row in section.rows if row.broken],
        accepted=[each for each in views if each.verdict == "broken" and each.deviation],
        unchecked=by_reason(each for each in views if each.verdict == "not checked"),
        waived=by_reason(each for each in views if each.verdict == "waived"),
        groups=[*(name for name, _ in WORD_GROUPS), OTHERS],
        sections=found,
    )


def _run_text(report: Report) -> str:
    """What was checked, when, and how much was asked of it."""
    told = [f"Checked {report.target.base_url}" if report.target.base_url else "Checked"]
    with suppress(ValueError):
        told.append(f"on {datetime.fromisoformat(report.run.started):%d %B %Y at %H:%M %Z}")
    if report.run.requests:
        told.append(f"with {report.run.requests:,} requests")
    return " ".join(told) + "." if len(told) > 1 else ""


def sections(reference: Reference) -> tuple[Section, ...]:
    operations: dict[str, list[ClauseView]] = {}
    schemas: dict[str, list[ClauseView]] = {}
    for each in reference.clauses:
        if each.operation:
            operations.setdefault(each.operation, []).append(each)
        else:
            schemas.setdefault(each.schema or "", []).append(each)
    made = [
        Section(
            tag,
            tuple(
                _row(
                    each.id,
                    title_of(each),
                    reference.addresses.operations[each.pointer],
                    operations[each.id],
                )
                for each in group
                if each.id in operations
            ),
        )
        for tag, group in by_tag(reference.api).items()
    ]
    attributes = tuple(
        _row(name, name, reference.addresses.schemas.get(name, "contract"), views)
        for name, views in schemas.items()
    )
    made.append(Section("Schemas", attributes))
    return tuple(each for each in made if each.rows)


def _row(name: str, title: str, path: str, views: list[ClauseView]) -> Row:
    grouped: dict[str, list[ClauseView]] = {}
    for each in views:
        grouped.setdefault(group_of(each.word), []).append(each)
    cells = tuple(
        _cell(grouped.get(group, [])) for group in (*(name for name, _ in WORD_GROUPS), OTHERS)
    )
    return Row(title, f"of:{anchor(name)}", f"{ROOT}{path}.html", cells, tuple(views))


def _cell(views: list[ClauseView]) -> Cell:
    told = {each.verdict for each in views}
    worst = next((verdict for verdict in VERDICTS if verdict in told), "")
    waived = sum(each.verdict == "waived" for each in views)
    kept = sum(each.verdict == "kept" for each in views)
    return Cell(len(views) - waived, waived, kept, worst)


def group_of(word: str) -> str:
    return next((name for name, words in WORD_GROUPS if word in words), OTHERS)


def bar(views: tuple[ClauseView, ...]) -> tuple[Slice, ...]:
    made = []
    start = 0
    told = counts(views)
    for verdict in ("kept", "waived", "not checked", "broken"):
        width = round(1000 * told[verdict] / max(len(views), 1))
        width = max(width, 4) if told[verdict] else 0
        made.append(Slice(verdict, told[verdict], start, min(width, 1000 - start)))
        start += width
    return tuple(made)


def by_reason(views: Iterable[ClauseView]) -> tuple[tuple[str, tuple[ClauseView, ...]], ...]:
    """The commonest reason first."""
    found: dict[str, list[ClauseView]] = {}
    for each in views:
        found.setdefault(each.reason, []).append(each)
    ranked = sorted(found, key=lambda reason: -len(found[reason]))
    return tuple((reason, tuple(found[reason])) for reason in ranked)
