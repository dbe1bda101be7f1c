"""A text that plainly does not have the documented form is refused."""

from __future__ import annotations

import re

from clausegen.words.clause import Clause

from clausecheck.failures import NotChecked
from clausecheck.world.refusal import attribute_schema, refuses
from clausecheck.world.world import World

PLAINLY_WRONG = ("!!", "?", "no such thing", "-")


def check(clause: Clause, world: World) -> None:
    pattern = attribute_schema(clause, world).constraint("pattern")
    wrong = next((each for each in PLAINLY_WRONG if not re.search(pattern, each)), None)
    if wrong is None:
        raise NotChecked(f"no text is known that {pattern} plainly excludes")
    refuses(clause, world, wrong)
