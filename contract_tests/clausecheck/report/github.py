"""What GitHub shows of a run: annotations on the lines of the document, and a job summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

SHOWN = 50  # GitHub shows ten annotations a step and cuts summaries at 1 MiB; more helps nobody


def commands(report: Mapping[str, Any]) -> Iterator[str]:
    """Workflow commands, one a broken clause."""
    for clause in _broken(report)[:SHOWN]:
        place = clause["place"]
        observed = "; ".join(each["observed"] for each in clause["failures"])
        where = (
            f"file={_property(place['file'])},line={place['line']},title={_property(clause['id'])}"
        )
        yield f"::error {where}::{_data(clause['sentence'])} {_data(observed)}"


def summary(report: Mapping[str, Any]) -> str:
    """The job summary as Markdown."""
    counts = report["summary"]
    lines = [
        f"## {_cell(report['headline'])}",
        "",
        "| kept | broken | not checked | waived |",
        "|---|---|---|---|",
        f"| {counts['kept']} | {counts['broken']} | {counts['not checked']} | {counts['waived']} |",
    ]
    broken = _broken(report)
    if broken:
        lines += ["", "| clause | what the document says | observed |", "|---|---|---|"]
        lines += [_row(each) for each in broken[:SHOWN]]
    if len(broken) > SHOWN:
        lines += ["", f"and {len(broken) - SHOWN} more: see the report"]
    return "\n".join(lines) + "\n"


def _broken(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in report["clauses"] if each["verdict"] == "broken"]


def _row(clause: Mapping[str, Any]) -> str:
    observed = clause["failures"][0]["observed"] if clause["failures"] else ""
    return f"| `{clause['id']}` | {_cell(clause['sentence'])} | {_cell(observed)} |"


def _cell(text: str) -> str:
    """One table cell: an implementation's answer must not break out of it."""
    shown = text if len(text) <= 300 else f"{text[:300]}..."  # noqa: PLR2004 - a cell's worth
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return " ".join(escaped.split())


def _data(text: str) -> str:
    """Escapes the text of a workflow command: a newline would start another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def main(argv: list[str]) -> int:
    """`python -m clausecheck.report.github contract.json`: annotations and the summary."""
    import json
    import os
    import sys
    from pathlib import Path

    try:
        report = json.loads(Path(argv[0]).read_text(encoding="utf-8"))
    except (IndexError, OSError, ValueError) as error:
        sys.stderr.write(f"no report to annotate: {error}\n")
        return 2
    for line in commands(report):
        sys.stdout.write(f"{line}\n")
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary(report))
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
