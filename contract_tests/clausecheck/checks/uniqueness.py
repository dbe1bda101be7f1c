"""No two resources share a unique value: a second one is refused, or is the first."""

from __future__ import annotations

from collections.abc import Mapping

from clausegen.model import Operation
from clausegen.words.uniqueness import UniquenessClause

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.exchange import Exchange
from clausecheck.world.lists import whole
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import object_or_none
from clausecheck.world.world import World


def check(clause: UniquenessClause, world: World) -> None:
    creator = world.relations.maker(clause.resource, clause.attribute)
    if creator is None:
        raise NotChecked(f"no operation creates a {clause.resource}")
    world.require(creator)
    value = world.bodies.some(creator, clause.attribute, {})
    made = world.create(creator, {clause.attribute: value})
    body = world.body_for(creator, {clause.attribute: value})
    second = world.call(creator, path=_place(clause, world, creator, made), body=body)
    if not second.ok and not 400 <= second.status < 500:  # noqa: PLR2004 - refused
        raise ContractFailure(clause, expected="a refusal of the second", exchange=second)
    first, again = object_or_none(made.exchange) or {}, object_or_none(second) or {}
    if second.ok and first.get("id") != again.get("id"):
        raise ContractFailure(clause, expected="a refusal, or the first again", exchange=second)
    _is_listed_once(clause, world, creator, made, second)


def _place(
    clause: UniquenessClause, world: World, creator: Operation, made: Prepared
) -> Mapping[str, str]:
    """Another one than the first's, where the value is unique in all of them."""
    own = world.target.owner.own
    everywhere = clause.within is None
    if everywhere and any(each.name not in own for each in creator.parameters_in("path")):
        return world.path_for(creator, fresh=True)
    return made.path


def _is_listed_once(
    clause: UniquenessClause, world: World, creator: Operation, made: Prepared, second: Exchange
) -> None:
    listing = world.relations.collection(creator)
    if listing is None:
        return
    value = made.body[clause.attribute]
    items = whole(world, listing, made.path).items
    times = sum(each.get(clause.attribute) == value for each in items)
    if times > 1:
        raise ContractFailure(
            clause,
            expected=f"one {clause.resource} with this {clause.attribute}",
            observed=f"{times} are listed",
            exchange=second,
        )
