"""A text that cannot be empty refuses the empty text."""

from __future__ import annotations

from clausegen.words.clause import Clause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World


def check(clause: Clause, world: World) -> None:
    refuses(clause, world, "")
