"""Every clause that one check decides on its own: one item a clause, named by the clause's id."""

from __future__ import annotations

from clausegen.words.clause import Clause

from clausecheck.checks import WORDS, check_of
from clausecheck.failures import NotChecked
from clausecheck.run.binding import every
from clausecheck.world.vanishing import once_more
from clausecheck.world.world import World


@every(*WORDS)
def test_clause(clause: Clause, world: World) -> None:
    if clause.undecidable is not None:
        raise NotChecked(clause.undecidable)
    once_more(world, lambda: check_of(clause.word)(clause, world))
