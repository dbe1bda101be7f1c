"""The gate of action.yml and ci/gitlab.yml: the run that their variables ask for."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

VALUES = {
    "CONTRACT_FILE": "--contract",
    "CONTRACT_DOCUMENT": "--document",
    "CONTRACT_BASE_URL": "--base-url",
    "CONTRACT_TARGET": "--target",
    "CONTRACT_DEPTH": "--depth",
    "CONTRACT_SEED": "--seed",
    "CONTRACT_DEVIATIONS": "--deviations",
    "CONTRACT_MIN_CHECKED": "--min-checked",
}
"""An empty one keeps the suite's default."""
SWITCHES = {
    "CONTRACT_STRICT": "--strict",
    "CONTRACT_REQUIRE_ALL": "--require-all",
    "CONTRACT_ALLOW_WRITES": "--allow-writes",
}
FILES = ("contract.json", "index.html", "contract.sarif", "junit.xml")
"""What a run writes."""
FURTHER = "CONTRACT_ARGUMENTS"
ON, OFF = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0", ""})


class GateError(Exception):
    """A variable cannot be used; the message says which, and what it may be."""


def arguments(environment: Mapping[str, str], report: Path) -> list[str]:
    """What `clausecheck run` is given. Raises GateError."""
    given = ["--report", str(report), "--junit-xml", str(report / "junit.xml")]
    for name, option in VALUES.items():
        if value := environment.get(name):
            given += [option, value]
    given += [option for name, option in SWITCHES.items() if _is_on(environment, name)]
    return [*given, *_words(environment.get(FURTHER, ""))]


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    """A slip must neither let a run write nor make a gate milder."""
    value = environment.get(name, "")
    if (said := value.strip().lower()) in ON | OFF:
        return said in ON
    raise GateError(f"{name} is {value!r}: say true or false")


def _words(text: str) -> Iterator[str]:
    """Words as a shell would read them, so that -k "a and b" is two; nothing in them is run."""
    try:
        yield from shlex.split(text)
    except ValueError as error:  # what it holds may be a secret
        raise GateError(f"{FURTHER} is no line of a shell: {error}") from error


def main(argv: list[str]) -> int:
    """`python -P -m clausecheck.run.gate FOLDER`: runs, and says on the platform what it found."""
    from clausecheck.report.github import main as show

    if len(argv) != 1:
        sys.stderr.write("usage: python -P -m clausecheck.run.gate FOLDER\n")
        return 2
    report = Path(argv[0])
    try:
        given = arguments(os.environ, report)
    except GateError as error:
        sys.stderr.write(f"clausecheck: {error}\n")
        return 2
    earlier = _written(report)
    code = _ended(given)
    for file, _ in earlier.items() & _written(report).items():
        file.unlink()  # or a platform would publish it as this run's
    found = report / FILES[0]
    if not found.is_file():
        sys.stderr.write(f"clausecheck: no report was written to {report}\n")
    elif os.environ.get("GITHUB_ACTIONS"):
        show([str(found)])
    return code


def _written(report: Path) -> dict[Path, int]:
    """When each file of a report in this folder was written, in nanoseconds."""
    found = (report / each for each in FILES)
    return {each: each.stat().st_mtime_ns for each in found if each.is_file()}


def _ended(given: list[str]) -> int:
    """The exit code of `clausecheck run`."""
    from clausecheck.cli import main as clausecheck

    try:
        clausecheck(["run", *given], prog_name="clausecheck")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
