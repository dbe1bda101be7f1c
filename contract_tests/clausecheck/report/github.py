"""What GitHub shows of a run: annotations on the lines of the document, and a job summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clausecheck.report.deviations import REPAIRED, listed_as
from clausecheck.report.places import is_elsewhere
from clausecheck.report.summary import summary

SHOWN = 10
"""GitHub drops further annotations of a step, and says nothing about them."""
LEVELS = ("error", "warning", "notice")


def commands(report: Mapping[str, Any]) -> Iterator[str]:
    """Workflow commands: what fails, then what does not, then how many were left out."""
    strict = report.get("strict", False)
    told = [(_level(each, strict=strict), each) for each in report["clauses"]]
    found = [(level, each) for level, each in told if level]
    found.sort(key=lambda each: LEVELS.index(each[0]))
    placed = [each for each in found if _repaired(each[1]) or not _is_elsewhere(each[1])]
    unmet = report.get("unmet", ())
    if not (report["passes"] or unmet or any(level == "error" for level, _ in found)):
        unmet = (report["headline"],)
    allowed = SHOWN - len(unmet)
    most = allowed if len(placed) == len(found) <= allowed else allowed - 1
    yield from (f"::error title=contract::{_data(each)}" for each in unmet)
    yield from (_annotation(level, each) for level, each in placed[:most])
    left = len(found) - len(placed[:most])
    if left:
        kind = "clause" if any(_repaired(each) for _, each in found) else "broken clause"
        what = f"{kind} has" if left == 1 else f"{kind}s have"
        yield f"::notice::{left} {what} no annotation here: the job summary and the report list all"


def _level(clause: Mapping[str, Any], *, strict: bool) -> str:
    """Empty for what needs no annotation."""
    if _repaired(clause):
        return "error" if strict else "notice"
    if clause["verdict"] != "broken":
        return ""
    return "warning" if clause["standing"] == "known" else "error"


def _repaired(clause: Mapping[str, Any]) -> bool:
    """What is to be mended is no line of the document."""
    return bool(clause["standing"] == "repaired")


def _is_elsewhere(clause: Mapping[str, Any]) -> bool:
    return is_elsewhere(clause["place"]["file"])


def _annotation(level: str, clause: Mapping[str, Any]) -> str:
    place = clause["place"]
    where = f"title={_property(clause['id'])}"
    if not _is_elsewhere(clause):
        where = f"file={_property(place['file'])},line={place['line']},{where}"
    return f"::{level} {where}::{_data(' '.join(_said(clause)))}"


def _said(clause: Mapping[str, Any]) -> Iterator[str]:
    yield clause["sentence"]
    if _repaired(clause):
        yield f"{REPAIRED}."
        return
    if why := listed_as(clause):
        yield f"{why}."
    yield f"Observed: {'; '.join(each['observed'] for each in clause['failures'])}"


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
