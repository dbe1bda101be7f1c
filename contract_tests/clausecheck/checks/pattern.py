"""A text that plainly does not have the documented form is refused."""

from __future__ import annotations

from clausegen.words.pattern import PatternClause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World


def check(clause: PatternClause, world: World) -> None:
    refuses(clause, world, clause.wrong)
