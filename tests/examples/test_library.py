"""The guest that newcomers copy passes by the public faces alone, and its own rule is sharp."""

from __future__ import annotations

import ast
import json
import shutil
import sys
from pathlib import Path

import clausecheck
import clausegen
import clausemock
from running import ended

LIBRARY = Path(__file__).parents[2] / "examples" / "library"
RUN = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run"]


def checked(folder: Path, report: Path, *arguments: str) -> dict[str, str]:
    """The verdicts of a run in the folder, by clause."""
    given = [*RUN, "--depth", "quick", "--seed", "1", "--report", str(report), "-q", *arguments]
    done = ended(given, cwd=folder)
    written = report / "contract.json"
    assert written.exists(), done.stdout + done.stderr
    return {each["id"]: each["verdict"] for each in json.loads(written.read_text())["clauses"]}


def test_every_clause_is_kept(tmp_path: Path) -> None:
    verdicts = checked(LIBRARY, tmp_path)
    assert verdicts["createLoan.once_a_reader"] == "kept"
    assert verdicts["createBook.403.no_librarian"] == "kept"
    assert set(verdicts.values()) == {"kept"}, verdicts
    assert len(verdicts) > 50


def test_a_mock_without_the_extension_breaks_the_rule_alone(tmp_path: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(LIBRARY, copy)
    manifest = copy / "contract.toml"
    kept = [each for each in manifest.read_text().splitlines() if not each.startswith("mock")]
    manifest.write_text("\n".join(kept))
    verdicts = checked(copy, tmp_path / "report", "-k", "Loan")
    assert [name for name, each in verdicts.items() if each == "broken"] == [
        "createLoan.once_a_reader"
    ]


def test_it_uses_the_public_faces_alone() -> None:
    faces = {each.__name__: set(each.__all__) for each in (clausecheck, clausegen, clausemock)}
    modules = list(LIBRARY.rglob("*.py"))
    assert len(modules) == 2
    for node in (each for m in modules for each in ast.walk(ast.parse(m.read_text()))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("clause"):
            assert {each.name for each in node.names} <= faces[node.module or ""]
