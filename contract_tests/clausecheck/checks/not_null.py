"""An attribute that cannot be null refuses null; an update may ignore it, and never stores it."""

from __future__ import annotations

from clausegen.words.not_null import NotNullClause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World


def check(clause: NotNullClause, world: World) -> None:
    refuses(clause, world, None)
