"""An attribute that only those who own a resource may see is absent or null for others."""

from __future__ import annotations

from clausegen.words.visible_to import VisibleToClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.samples import samples_of
from clausecheck.world.world import World


def check(clause: VisibleToClause, world: World) -> None:
    own = world.target.owner.own
    foreign = [
        each
        for each in samples_of(world).of(clause.resource)
        if any(name in each.value and each.value[name] != value for name, value in own.items())
    ]
    if not foreign:
        raise NotChecked(
            f"no {clause.resource} of another {clause.owners} was seen: "
            "give the id of one that is shared to the owner's"
        )
    for sample in foreign:
        value = sample.value.get(clause.attribute)
        if value is not None:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is absent or null for another {clause.owners}",
                observed=f"{clause.attribute} is {shown(value)}",
                exchange=sample.exchange,
            )
