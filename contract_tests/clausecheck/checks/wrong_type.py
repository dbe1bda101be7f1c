"""A value of another kind is refused: an object or a list where neither can be meant.

"1" for 1 or 0 for false may be read kindly, so such values are not sent.
"""

from __future__ import annotations

from clausegen.words.wrong_type import WrongTypeClause

from clausecheck.world.refusal import refuses
from clausecheck.world.world import World

WRONG = {"array": ["clausecheck"], "object": {"clausecheck": "wrong"}, "string": "clausecheck"}


def check(clause: WrongTypeClause, world: World) -> None:
    kinds = {"object", "array"}
    if kinds & clause.types and "string" not in clause.types:
        kinds = {"string"}
    refuses(clause, world, *(WRONG[each] for each in sorted(kinds - clause.types)))
