"""Documents with exactly the problems that are expected, as files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from clausegen.text.problems import Problem

CASES = Path(__file__).parents[1] / "cases"


def documents(folder: str) -> list[Path]:
    """Every case below a folder: the documents, not what is expected of them."""
    found = (CASES / folder).rglob("*")
    return sorted(path for path in found if path.suffix in (".yaml", ".json"))


def assert_expected(path: Path, problems: Iterable[Problem]) -> None:
    """Compares with the .problems file; UPDATE_CASES=1 writes it, for a person to review."""
    lines = sorted(_line(each) for each in problems)
    expected = path.with_name(f"{path.name}.problems")
    if os.environ.get("UPDATE_CASES"):
        expected.write_text("".join(f"{line}\n" for line in lines))
    assert lines == sorted(expected.read_text().splitlines())


def _line(problem: Problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    name = Path(problem.where.file).name
    return f"{problem.where.line}: {problem.code}: {problem.message}{hint}".replace(
        problem.where.file, name
    )
