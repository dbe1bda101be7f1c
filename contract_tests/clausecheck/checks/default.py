"""An attribute that creation leaves out gets its default."""

from __future__ import annotations

from clausegen.model import UNSET
from clausegen.words.default import DefaultClause

from clausecheck.failures import ContractFailure, shown
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import object_or_none
from clausecheck.world.state import current
from clausecheck.world.world import World


def check(clause: DefaultClause, world: World) -> None:
    for full in (False, True):  # whatever else is given
        made = world.create(clause.operation, {clause.attribute: UNSET}, full=full)
        _shows_default(clause, world, made)


def _shows_default(clause: DefaultClause, world: World, made: Prepared) -> None:
    answered = object_or_none(made.exchange) or {}
    shown_later, exchange = current(world, clause.operation, made.path)
    for value, evidence in ((answered, made.exchange), (shown_later, exchange)):
        if value and value.get(clause.attribute) != clause.default:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is {shown(clause.default)} when it is left out",
                observed=f"{clause.attribute} is {shown(value.get(clause.attribute))}",
                exchange=evidence,
            )
