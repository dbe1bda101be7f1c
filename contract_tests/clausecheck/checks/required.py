"""A payload without a required attribute is refused."""

from __future__ import annotations

from clausegen.clauses import Clause
from clausegen.model import UNSET

from clausecheck.refusal import refuses
from clausecheck.world import World


def check(clause: Clause, world: World) -> None:
    refuses(clause, world, UNSET)
