"""How each word is checked: one word a file, `check(clause, world) -> None`.

A check raises ContractFailure or NotChecked; when it returns, the clause is kept. There are no
names of resources in any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

Check = Callable[[Any, Any], None]
"""Of the word's own clause and the world."""
WORDS: tuple[str, ...] = tuple(each.name for each in iter_modules(__path__))
"""Words with a check here. `rules` and `responses` are decided by the modules of the suite."""


@cache
def check_of(word: str) -> Check:
    check: Check = import_module(f"clausecheck.checks.{word}").check
    return check
