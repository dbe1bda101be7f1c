"""A nested resource is the one that the id beside it names; both are null together."""

from __future__ import annotations

from clausegen.words.object_of import ObjectOfClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.sameness import is_same_id
from clausecheck.world.samples import samples_of
from clausecheck.world.world import World


def check(clause: ObjectOfClause, world: World) -> None:
    identifier = clause.identifier
    related = False
    for sample in samples_of(world).of(clause.resource):
        nested, wanted = sample.value.get(clause.attribute), sample.value.get(identifier)
        found = nested.get("id") if isinstance(nested, dict) else None
        related = related or (wanted is not None and found is not None)
        if (nested is None) == (wanted is None) and is_same_id(found, wanted):
            continue
        raise ContractFailure(
            clause,
            expected=f"{clause.attribute} is null like {identifier}"
            if wanted is None
            else f"{clause.attribute}.id is {wanted}",
            observed=f"{clause.attribute} is {shown(nested)}, {identifier} is {shown(wanted)}",
            exchange=sample.exchange,
        )
    if not related:
        raise NotChecked(f"no {clause.resource} with a value of {identifier} was seen")
