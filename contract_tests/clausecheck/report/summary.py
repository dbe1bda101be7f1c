"""A run as Markdown, for the page of a CI job or a comment on a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

VERDICTS = ("broken", "not checked", "kept", "waived")
LONGEST = 300  # letters of a cell
SHOWN = 50  # rows of a table: a summary is cut at 1 MiB, and more helps nobody
MARKUP = str.maketrans({each: f"&#{ord(each)};" for each in "&<>|[]`*"})
STANDINGS = {
    "new": "Broken, and no known deviation",
    "expired": "Broken, and the known deviation has expired",
    "repaired": "Kept again: take the entry out of the file",
    "known": "Known deviations",
}

Clauses = Sequence[Mapping[str, Any]]


def summary(report: Mapping[str, Any]) -> str:
    """The headline, counts by word, what is broken by its standing, and why clauses are open."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    clauses: Clauses = report["clauses"]
    yield f"## {_cell(report['headline'])}"
    yield from _words(clauses)
    if all(each["standing"] is None for each in clauses):
        yield from _broken("Broken", [each for each in clauses if each["verdict"] == "broken"])
    for standing, title in STANDINGS.items():
        yield from _broken(title, [each for each in clauses if each["standing"] == standing])
    yield from _reasons([each for each in clauses if each["verdict"] == "not checked"])


def _words(clauses: Clauses) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for each in clauses:
        counts.setdefault(each["word"], Counter())[each["verdict"]] += 1
    yield from ("", f"| word | {' | '.join(VERDICTS)} |", "|---|---:|---:|---:|---:|")
    total = sum(counts.values(), Counter[str]())
    worst = sorted(counts, key=lambda word: (-counts[word]["broken"], word))
    for name, counted in [("**all**", total), *((f"`{each}`", counts[each]) for each in worst)]:
        yield f"| {name} | {' | '.join(str(counted[each] or '') for each in VERDICTS)} |"


def _broken(title: str, found: Clauses) -> Iterator[str]:
    if not found:
        return
    yield from (
        "",
        f"### {title}: {len(found)}",
        "",
        "| clause | what the document says | |",
        "|---|---|---|",
    )
    yield from map(_row, found[:SHOWN])
    if len(found) > SHOWN:
        yield from ("", f"and {len(found) - SHOWN} more: see the report")


def _row(clause: Mapping[str, Any]) -> str:
    said = [f"observed {each['observed']}" for each in clause["failures"][:1]]
    if (listed := clause["listed"]) is not None:
        said.append(f"{listed['reason']} (until {listed['expires']})")
    return f"| `{clause['id']}` | {_cell(clause['sentence'])} | {_cell('; '.join(said))} |"


def _reasons(unchecked: Clauses) -> Iterator[str]:
    if not unchecked:
        return
    yield from (
        "",
        f"### Not checked, and why: {len(unchecked)}",
        "",
        "| clauses | reason |",
        "|---:|---|",
    )
    for reason, count in Counter(each["reason"] or "" for each in unchecked).most_common(SHOWN):
        yield f"| {count} | {_cell(reason)} |"


def _cell(text: str) -> str:
    """One table cell: an implementation's answer must not break out of it."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return " ".join(short.translate(MARKUP).split())
