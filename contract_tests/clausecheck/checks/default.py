"""An attribute that creation leaves out gets its default."""

from __future__ import annotations

from clausegen.model import UNSET
from clausegen.words.default import DefaultClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.prepared import Prepared
from clausecheck.world.relations import object_or_none
from clausecheck.world.state import current
from clausecheck.world.world import World


def check(clause: DefaultClause, world: World) -> None:
    seen = False
    for full in (False, True):  # whatever else is given
        made = world.create(clause.operation, {clause.attribute: UNSET}, full=full)
        seen |= _shows_default(clause, world, made)
    if not seen:
        raise NotChecked(f"no answer shows {clause.attribute}")


def _shows_default(clause: DefaultClause, world: World, made: Prepared) -> bool:
    """Whether the attribute could be seen: an answer need not show all that a payload may hold."""
    answered = object_or_none(made.exchange) or {}
    shown_later, exchange = current(world, clause.operation, made.path)
    for value, evidence in ((answered, made.exchange), (shown_later, exchange)):
        if clause.attribute in value and value[clause.attribute] != clause.default:
            raise ContractFailure(
                clause,
                expected=f"{clause.attribute} is {shown(clause.default)} when it is left out",
                observed=f"{clause.attribute} is {shown(value[clause.attribute])}",
                exchange=evidence,
            )
    return clause.attribute in answered or clause.attribute in shown_later
