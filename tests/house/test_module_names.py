"""Modules of tests have names of their own: pytest takes two of one name for the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
APART = {"conftest.py", "__init__.py"}
"""What pytest itself tells apart."""


def test_no_two_modules_of_tests_share_a_name() -> None:
    """Those beside a test, that is: packages below hold input, and dialects run by themselves."""
    beside = {path.parent for path in TESTS.rglob("test_*.py")} - {TESTS / "dialects"}
    names = Counter(path.name for folder in beside for path in folder.glob("*.py"))
    assert {name for name, count in names.items() if count > 1} - APART == set()
