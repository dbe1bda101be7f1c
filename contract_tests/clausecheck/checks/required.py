"""A payload without a required attribute is refused."""

from __future__ import annotations

from clausegen.model import UNSET
from clausegen.words.clause import Clause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World


def check(clause: Clause, world: World) -> None:
    refuses(clause, world, UNSET)
