"""A text that cannot be empty refuses the empty text."""

from __future__ import annotations

from clausegen.clauses import Clause

from clausecheck.refusal import refuses
from clausecheck.world import World


def check(clause: Clause, world: World) -> None:
    refuses(clause, world, "")
