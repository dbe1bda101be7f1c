"""What GitHub shows of a run: annotations on the lines of the document, and a job summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clausecheck.report.deviations import listed_as
from clausecheck.report.places import is_elsewhere
from clausecheck.report.summary import summary

SHOWN = 10
"""GitHub drops further annotations of a step, and says nothing about them."""


def commands(report: Mapping[str, Any]) -> Iterator[str]:
    """Workflow commands: what fails, then known deviations, then how many were left out."""
    broken = [each for each in report["clauses"] if each["verdict"] == "broken"]
    broken.sort(key=lambda each: each["standing"] == "known")
    placed = [each for each in broken if not is_elsewhere(each["place"]["file"])]
    unmet = report.get("unmet", ())
    allowed = SHOWN - len(unmet)
    most = allowed if len(placed) == len(broken) <= allowed else allowed - 1
    yield from (f"::error title=contract::{_data(each)}" for each in unmet)
    yield from map(_annotation, placed[:most])
    left = len(broken) - len(placed[:most])
    if left:
        what = "broken clause has" if left == 1 else "broken clauses have"
        yield f"::notice::{left} {what} no annotation here: the job summary and the report list all"


def _annotation(clause: Mapping[str, Any]) -> str:
    place, known = clause["place"], clause["standing"] == "known"
    where = f"file={_property(place['file'])},line={place['line']},title={_property(clause['id'])}"
    observed = "; ".join(each["observed"] for each in clause["failures"])
    said = [clause["sentence"], f"Observed: {observed}"]
    if why := listed_as(clause):
        said.insert(1, f"{why}.")
    return f"::{'warning' if known else 'error'} {where}::{_data(' '.join(said))}"


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
        report = json.loads(Path(argv[0]).read_text(encoding="utf-8-sig"))
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
