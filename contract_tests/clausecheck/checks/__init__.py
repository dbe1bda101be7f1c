"""How each word is checked: one word a file, `check(clause, world) -> None`.

A check raises ContractFailure or NotChecked; when it returns, the clause is kept. There are no
names of resources in any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clausegen.words.clause import Clause

    from clausecheck.world.world import World

Check = Callable[["Clause", "World"], None]

WORDS: tuple[str, ...] = (
    "causes",
    "pagination",
    "ordering",
    "filter",
    "object_of",
    "references",
    "mutability",
    "uniqueness",
    "visible_to",
    "deletion",
    "type",
    "read_only",
    "required",
    "wrong_type",
    "enum",
    "pattern",
    "non_empty",
    "not_null",
    "default",
    "stored",
    "partial",
    "condition",
)
"""Words with a check here. `rules` and `responses` are decided by the modules of the suite."""


def check_of(word: str) -> Check:
    check: Check = import_module(f"clausecheck.checks.{word}").check
    return check
