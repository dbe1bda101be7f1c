"""A payload without a required attribute is refused."""

from __future__ import annotations

from clausegen.model import UNSET
from clausegen.words.required import RequiredClause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World


def check(clause: RequiredClause, world: World) -> None:
    refuses(clause, world, UNSET)
