"""Who imports whom: the suite and the mock must not share a mistake."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "clausegen": ROOT / "generator" / "clausegen",
    "clausecheck": ROOT / "contract_tests" / "clausecheck",
    "clausemock": ROOT / "mock_server" / "clausemock",
}
ALLOWED = {"clausegen": set(), "clausecheck": {"clausegen"}, "clausemock": {"clausegen"}}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return {name.partition(".")[0] for name in found}


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows(package: str) -> None:
    files = list(PACKAGES[package].rglob("*.py"))
    assert files
    others = set(PACKAGES) - {package} - ALLOWED[package]
    wrong = {str(path): found for path in files if (found := _imports(path) & others)}
    assert wrong == {}


def test_only_document_opens_files() -> None:
    """Of the modules that read a document; commands and renderers write."""
    package = PACKAGES["clausegen"]
    rooms = ("text", "document", "model", "schemas", "words", "lint")
    readers = [
        *package.glob("*.py"),
        *(p for room in rooms for p in (package / room).rglob("*.py")),
    ]
    opening = {
        path.name
        for path in readers
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", ""))
        in ("open", "read_text", "read_bytes")
    }
    others = {"structure.py", "command_line.py"}  # official schemas; nowhere to write to
    assert opening == {"files.py", "manifest.py"} | others
