"""Every clause that one check decides on its own: one item a clause, named by the clause's id."""

from __future__ import annotations

from clausegen.clauses import Clause

from clausecheck.binding import every
from clausecheck.checks import WORDS, check_of
from clausecheck.world import World


@every(*WORDS)
def test_clause(clause: Clause, world: World) -> None:
    check_of(clause.word)(clause, world)
