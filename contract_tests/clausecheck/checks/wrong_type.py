"""A value of another kind is refused: an object or a list where neither can be meant.

"1" for 1 or 0 for false may be read kindly, so such values are not sent.
"""

from __future__ import annotations

from clausegen.words.clause import Clause

from clausecheck.failures import NotChecked
from clausecheck.world.refusal import attribute_schema, refuses
from clausecheck.world.world import World

WRONG = {"object": {"clausecheck": "wrong"}, "array": ["clausecheck"], "string": "clausecheck"}


def check(clause: Clause, world: World) -> None:
    types = set(attribute_schema(clause, world).types)
    if not types:
        raise NotChecked("the document allows any type")
    wrong = {"string"} if {"object", "array"} & types else {"object", "array"}
    refuses(clause, world, *(WRONG[each] for each in sorted(wrong - types)))
