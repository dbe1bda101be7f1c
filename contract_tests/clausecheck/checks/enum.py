"""A value that is none of the listed ones is refused."""

from __future__ import annotations

from clausegen.words.enum import EnumClause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World

NONE_OF_THEM = "clausecheck-none-of-them"


def check(clause: EnumClause, world: World) -> None:
    refuses(clause, world, NONE_OF_THEM)
