"""One self-contained HTML page from the data of contract.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

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


def page(report: Mapping[str, Any]) -> str:
    """The report as HTML: no request leaves it, and it reads without its script."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    clauses = report["clauses"]
    checkable = tuple(each for each in clauses if each["verdict"] != "waived")
    return environment.get_template("page.html.jinja").render(
        report=report,
        broken=[each for each in clauses if each["verdict"] == "broken"],
        reasons=grouped(each for each in clauses if each["verdict"] == "not checked"),
        subjects=grouped(clauses, key=subject),
        actors=grouped(
            (each for each in checkable if each["actor"]), key=lambda each: each["actor"]
        ),
        style=(FOLDER / "page.css").read_text(encoding="utf-8"),
        script=(FOLDER / "page.js").read_text(encoding="utf-8"),
    )


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
