"""A text that cannot be empty refuses the empty text."""

from __future__ import annotations

from clausegen.words.non_empty import NonEmptyClause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World


def check(clause: NonEmptyClause, world: World) -> None:
    refuses(clause, world, "")
