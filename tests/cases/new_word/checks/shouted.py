"""No answer shows a small letter."""

from __future__ import annotations

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.samples import samples_of
from clausecheck.world.world import World
from clausegen.words.shouted import ShoutedClause


def check(clause: ShoutedClause, world: World) -> None:
    seen = [
        each for each in samples_of(world).of(clause.resource) if each.value.get(clause.attribute)
    ]
    if not seen:
        raise NotChecked(f"no {clause.resource} with {clause.attribute} was seen")
    for sample in seen:
        text = sample.value[clause.attribute]
        if text != text.upper():
            raise ContractFailure(
                clause, expected="capitals", observed=shown(text), exchange=sample.exchange
            )
