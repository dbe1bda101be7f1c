"""How each word is broken on purpose: one word a file, by rewriting what passes a proxy.

`sabotages(clause)` gives the ways to break a clause; each changes requests before they reach the
server, or answers before they reach the suite. Nothing here knows how a check looks at them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from clausegen.words.clause import Clause

from clausecheck.sabotage.passing import Sabotage


def sabotages(clause: Clause) -> tuple[Sabotage, ...]:
    """The ways to break a clause; none for a word that nobody can break from outside."""
    name = f"clausecheck.sabotage.{clause.word}"
    if find_spec(name) is None:
        return ()
    made: Callable[[Any], Iterator[Sabotage]] = import_module(name).sabotages
    return tuple(made(clause))
