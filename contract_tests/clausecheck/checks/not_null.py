"""An attribute that cannot be null refuses null."""

from __future__ import annotations

from clausegen.clauses import Clause

from clausecheck.refusal import refuses
from clausecheck.world import World


def check(clause: Clause, world: World) -> None:
    refuses(clause, world, None)
