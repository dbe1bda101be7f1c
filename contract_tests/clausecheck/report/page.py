"""One self-contained HTML page from the data of contract.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clausecheck.report.causes import by_cause, kind
from clausecheck.report.summary import STANDINGS

FOLDER = Path(__file__).parent
ORDER = ("broken", "not checked", "kept", "waived")


class Group(msgspec.Struct, frozen=True):
    """Clauses that belong together: of an operation, a resource, an actor or a reason."""

    name: str
    clauses: tuple[Mapping[str, Any], ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """(verdict, how many), worst verdict first, without zeros."""
        counted = Counter(each["verdict"] for each in self.clauses)
        return tuple((verdict, counted[verdict]) for verdict in ORDER if counted[verdict])

    @property
    def worst(self) -> str:
        return self.counts[0][0]


def environment() -> Environment:
    """Of the templates beside this module."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["moment"] = moment
    made.filters["alike"] = alike
    return made


def moment(text: str) -> str:
    """A time of a report as people write it: reports are in UTC."""
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return text


def alike(failures: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int]]:
    """One failure of each cause, and how many there are of it."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in failures:
        found.setdefault((kind(each["expected"]), kind(each["observed"])), []).append(each)
    return [(same[0], len(same)) for same in found.values()]


def page(report: Mapping[str, Any]) -> str:
    """The report as HTML: no request leaves it, and it reads without its script."""
    clauses = report["clauses"]
    broken = [each for each in clauses if each["verdict"] == "broken"]
    at_fault = [each for each in broken if each["standing"] != "known"]
    unlisted = by_cause((each for each in at_fault if each["listed"] is None), _observed)
    checkable = tuple(each for each in clauses if each["verdict"] != "waived")
    return (
        environment()
        .get_template("page.html.jinja")
        .render(
            report=report,
            seeds=report["run"].get("seeds", [report["run"]["seed"]]),
            counts=_counts(report["summary"], len(broken) - len(at_fault)),
            causes=[(kind, same) for kind, same in unlisted if len(same) > 1],
            single=[same[0] for _, same in unlisted if len(same) == 1],
            standings=[
                (title, [each for each in clauses if each["standing"] == standing])
                for standing, title in STANDINGS.items()
                if standing != "new"
            ],
            reasons=grouped(each for each in clauses if each["verdict"] == "not checked"),
            subjects=grouped(clauses, key=subject),
            actors=grouped(
                (each for each in checkable if each["actor"]), key=lambda each: each["actor"]
            ),
            style=(FOLDER / "page.css").read_text(encoding="utf-8"),
            script=(FOLDER / "page.js").read_text(encoding="utf-8"),
        )
    )


def _counts(summary: Mapping[str, int], known: int) -> Iterator[tuple[str, int]]:
    yield "broken", summary["broken"] - known
    if known:
        yield "known", known
    yield from ((name, summary[name]) for name in ORDER if name != "broken")


def _observed(clause: Mapping[str, Any]) -> str:
    return clause["failures"][0]["observed"] if clause["failures"] else ""


def subject(clause: Mapping[str, Any]) -> str:
    """What a clause speaks of: its operation, else its resource."""
    return str(clause["operation"] or clause["schema"] or "document")


def grouped(
    clauses: Iterable[Mapping[str, Any]],
    key: Any = lambda clause: clause["reason"],
) -> tuple[Group, ...]:
    """Groups in the order of their first clause."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for clause in clauses:
        found.setdefault(key(clause), []).append(clause)
    return tuple(Group(name, tuple(members)) for name, members in found.items())
